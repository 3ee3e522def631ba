"""iCalendar files (RFC 5545) of other programs, read leniently."""
