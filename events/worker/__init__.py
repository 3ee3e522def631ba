"""Runs what shouldn't keep a reader waiting: sending mail, rendering papers, periodic work.

For the other rooms, whose rows in the database say what is to be done. It promises that work survives a
killed process, and that periodic work happens once however many workers there are.
"""
