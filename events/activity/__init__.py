"""Who did what to which thing, and when.

For organisers who ask later how something came about. It promises one row for each change, written
with the change itself, and never the secrets of the person concerned.
"""
