"""The entries of a calendar file, whatever is broken around them."""

import re
from collections.abc import Iterator

from flask_babel import lazy_gettext as _l
from icalendar import Calendar, Component

from events.programme.exchange.report import Report, Unreadable
from events.programme.exchange.sheets.csv_text import decoded

MOST_ENTRIES = 5000
_BLOCK = re.compile(r"^BEGIN:(VEVENT|VTIMEZONE)[ \t]*\n.*?^END:\1[ \t]*$", re.IGNORECASE | re.MULTILINE | re.DOTALL)
_BEGIN = re.compile(r"^begin:v[a-z]*\s*$", re.IGNORECASE | re.MULTILINE)


def is_calendar(content: bytes) -> bool:
    """Whether a calendar or an entry begins within the first lines."""
    return bool(_BEGIN.search(_text(content[:4000])))


def parsed_entries(content: bytes, report: Report) -> list[Component]:
    """All VEVENTs, each of which may have lost lines that can't be read. Raises Unreadable without any."""
    text = _text(content)
    if text.upper().count("BEGIN:VEVENT") > MOST_ENTRIES:
        raise Unreadable(
            _l("This calendar is too large: please send one with at most %(number)d entries.", number=MOST_ENTRIES)
        )
    found = _parsed(text)
    entries = _events(found) if found is not None else list(_one_by_one(text, report))
    if not entries:
        raise Unreadable(_l("This calendar has no entry that can be read."))
    return entries


def _text(content: bytes) -> str:
    """With \\n as its only line end and without a byte order mark; nothing else is looked at."""
    return decoded(content).removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")


def _parsed(text: str) -> list[Component] | None:
    """icalendar gets bytes only, since it takes a string for a path; what it says about an error is for programmers."""
    try:
        return list(Calendar.from_ical(text.encode(errors="replace"), multiple=True))
    except Exception:  # noqa: BLE001 - it raises whatever its parts raise
        return None


def _events(components: list[Component]) -> list[Component]:
    return [entry for component in components for entry in component.walk("VEVENT")]


def _one_by_one(text: str, report: Report) -> Iterator[Component]:
    """The entries of a file that can't be read as a whole, each beside the time zones."""
    blocks = [(block[1].upper(), block[0]) for block in _BLOCK.finditer(text)]
    zones = [block for name, block in blocks if name == "VTIMEZONE" and _parsed(block)]
    for number, block in enumerate((block for name, block in blocks if name == "VEVENT"), 1):
        found = _parsed("\n".join(("BEGIN:VCALENDAR", *zones, block, "END:VCALENDAR")))
        if found:
            yield from _events(found)
        else:
            report.left_out(_l("This entry cannot be read."), str(_l("Entry %(number)d", number=number)))
