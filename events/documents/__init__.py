"""Papers: programmes, badges and what else is printed, as tagged PDF files.

For organisers who print, and for readers who like paper. It promises the same bytes from the same data,
PDF/UA-1, and that a paper can reach no file and no address but those it was given.
"""
