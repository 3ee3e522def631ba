"""The heads of our own sheets, by which they are known when they come back."""

from collections.abc import Mapping, Sequence

from flask_babel import force_locale
from flask_babel import lazy_gettext as _l

from events.kit.text import clean_line
from events.programme.exchange.sheets.fields import TWINS, Field

HEADS: Mapping[Field, object] = {
    Field.DAY: _l("Day"),
    Field.START: _l("Start"),
    Field.END: _l("End"),
    Field.DURATION: _l("Minutes"),
    Field.ROOM: _l("Room"),
    Field.VENUE: _l("Building"),
    Field.TITLE: _l("Title"),
    Field.TITLE_EN: _l("Title in English"),
    Field.SUBTITLE: _l("Subtitle"),
    Field.SUBTITLE_EN: _l("Subtitle in English"),
    Field.SPEAKERS: _l("Speakers (one a line)"),
    Field.AFFILIATION: _l("Affiliation (one a line)"),
    Field.TRACK: _l("Track"),
    Field.FORMAT: _l("Format"),
    Field.LANGUAGE: _l("Language"),
    Field.SEATS: _l("Seats"),
    Field.STATE: _l("State"),
    Field.ABSTRACT: _l("Abstract"),
    Field.ABSTRACT_EN: _l("Abstract in English"),
    Field.DESCRIPTION: _l("Description"),
    Field.DESCRIPTION_EN: _l("Description in English"),
    Field.LINKS: _l("Links (one a line)"),
    Field.CODE: _l("Code"),
    Field.SLUG: _l("Page"),
    Field.GUID: _l("GUID"),
}


def own_fields(language: str) -> list[Field]:
    """The columns of our sheets in an event's language: where that is English, no text has a twin."""
    return [field for field in HEADS if language != "en" or field not in TWINS]


def heads(language: str) -> list[str]:
    """Their names; English for any language but French."""
    with force_locale("fr" if language == "fr" else "en"):
        return [clean_line(str(HEADS[field])) for field in own_fields(language)]


def language_of(names: Sequence[str]) -> str:
    """The language of one of our heads; "" for somebody else's. Any language but French has English words."""
    if list(names) == heads("fr"):
        return "fr"
    return "en" if list(names) in (heads("en"), heads("")) else ""


def own_mapping(language: str, width: int) -> dict[Field, int]:
    """What each column of one of our sheets is."""
    fields = own_fields(language) if len(own_fields(language)) == width else own_fields("")
    return {field: column for column, field in enumerate(fields)}
