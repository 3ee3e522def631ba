"""Talks, speakers, slots and the timetable, with its published releases.

For organisers who plan, and for readers who choose. It promises that the public sees only what was
published, and that whoever holds a seat hears of every change to it.
"""
