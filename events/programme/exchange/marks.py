"""How our own files are known again, whose texts are Markdown already."""

GENERATOR = "Estrade"

NO_ROOM = "–"
"""Stands where a room must be named, for talks without one; it has no guid."""

DRAFT = "draft"
"""The version of what was never released."""

VERSION = "1"
"""Of what our files say; it is raised when they say the same otherwise."""
