"""Events, their teams, venues, rooms and tracks: the frame in which talks are given.

For organisers who prepare a season, a congress or a single lecture. It promises that a draft is
invisible to the public, and that publishing can be tried, seen and taken back.
"""
