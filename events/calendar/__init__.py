"""Calendar entries and invitations (iCalendar, RFC 5545; iTIP, RFC 5546), made from plain values.

For attendees and speakers whose calendar should be right without their doing. It promises that an
invitation keeps its UID for life, that its SEQUENCE only rises, and that nothing malformed leaves the
house. It knows no talk and no registration: only times, places, titles and ids.
"""
