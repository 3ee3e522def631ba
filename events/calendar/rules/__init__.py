"""The calendar's decisions, from plain values: no database, no HTTP, no clock."""
