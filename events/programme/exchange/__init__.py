"""Schedules in and out: what the files of other programs say, in one shape that all readers and writers share."""
