"""Spreadsheets as people make them: read with a guess at what each column means, and written."""
