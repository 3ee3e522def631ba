"""What a table's lines say, as a Schedule: one talk for each code or title, one slot for each line with a time."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _

from events.kit.text import clean_line
from events.programme.exchange.report import Report
from events.programme.exchange.setting import Setting
from events.programme.exchange.shape import (
    FiledEvent,
    FiledRoom,
    FiledSlot,
    FiledTalk,
    FiledTrack,
    Link,
    Schedule,
    words,
)
from events.programme.exchange.sheets.fields import Field
from events.programme.exchange.sheets.rows import Mapped, Row
from events.programme.exchange.sheets.table import Table
from events.programme.exchange.sheets.values import (
    BREAKS,
    language_code,
    links_in,
    slot_state,
    uuid_in,
    whole_number,
)
from events.programme.exchange.sheets.when import SHORTEST_GAP, When, times_of
from events.programme.exchange.sheets.words import as_text, folded
from events.programme.rules import SlotKind

_SLUG = re.compile(r"(?=.{1,80}$)[a-z0-9]+(?:-[a-z0-9]+)*")
INSTEAD_OF_TITLE = (Field.SUBTITLE, Field.TRACK, Field.FORMAT)


def read_table(table: Table, mapped: Mapped, setting: Setting, report: Report, *, complete: bool = False) -> Schedule:
    """The talks of a table; what was mended or left out is reported with the line where it stands."""
    if table.open_quote is not None:
        where = _("Row %(number)d", number=table.open_quote)
        report.mended(_("A quotation mark that nothing closes has been left out."), where)
    one_each = Field.SPEAKERS in mapped and table.columns[mapped[Field.SPEAKERS]].is_group
    rows = [Row(line, mapped, one_each, table.is_ours) for line in table.lines]
    timed = list(times_of(rows, setting, report))
    gathered = Gathered(report)
    for (row, when), minutes in zip(timed, lengths_of(timed, setting, report), strict=True):
        gathered.take(row, when, minutes)
    schedule = gathered.schedule(rows, complete)
    return replace(schedule, event=replace(schedule.event, language=table.own_language))


def lengths_of(timed: Sequence[tuple[Row, When | None]], setting: Setting, report: Report) -> Iterator[int]:
    """Minutes of each; without an end the usual length, but not into the next talk of the room."""
    begins: dict[tuple[str, date], list[datetime]] = {}
    for row, when in timed:
        if when:
            begins.setdefault((row.text(Field.ROOM), when.starts_at.date()), []).append(
                when.starts_at.replace(tzinfo=None)
            )
    for row, when in timed:
        if when is None or when.minutes:
            yield when.minutes or 0 if when else 0
            continue
        starts_at = when.starts_at.replace(tzinfo=None)
        gaps = [
            (later - starts_at).seconds // 60
            for later in begins[row.text(Field.ROOM), starts_at.date()]
            if later > starts_at
        ]
        minutes = min([setting.minutes, *(gap for gap in gaps if gap >= SHORTEST_GAP)])
        report.mended(_("No end is given: it was taken to last %(number)d minutes.", number=minutes), row.where)
        yield minutes


@dataclass
class Gathered:
    """Talks and slots as far as they are read."""

    report: Report
    talks: dict[str, FiledTalk] = field(default_factory=dict)
    slots: list[FiledSlot] = field(default_factory=list)

    def take(self, row: Row, when: When | None, minutes: int) -> None:
        title = self._title(row)
        if not title:
            self.report.left_out(_("This row has no title."), row.where)
        elif folded(row.text(Field.FORMAT)) in BREAKS and not row.text(Field.SPEAKERS) and not row.ours:
            self._take_break(row, title, when, minutes)
        else:
            talk = self._known(_talk(row, title), row)
            if when:
                self.slots.append(_slot(row, when, minutes, talk=talk.key))

    def schedule(self, rows: Sequence[Row], complete: bool) -> Schedule:
        tracks = dict.fromkeys(name for row in rows if (name := row.text(Field.TRACK)))
        rooms: dict[str, str] = {}
        for row in rows:
            if name := row.text(Field.ROOM):
                rooms[name] = rooms.get(name) or row.text(Field.VENUE)
        return Schedule(
            event=event_of(self.slots),
            talks=tuple(self.talks.values()),
            slots=tuple(self.slots),
            rooms=tuple(FiledRoom(name, venue=venue) for name, venue in rooms.items()),
            tracks=tuple(FiledTrack(words(name)) for name in tracks),
            complete=complete,
        )

    def _title(self, row: Row) -> str:
        if title := row.text(Field.TITLE):
            return title
        if other := next(filter(None, map(row.text, INSTEAD_OF_TITLE)), ""):
            self.report.mended(_("This row has no title: “%(text)s” was taken.", text=other), row.where)
        return other or clean_line(as_text(row.cell(Field.TITLE))).strip("-–— ")

    def _take_break(self, row: Row, title: str, when: When | None, minutes: int) -> None:
        if when is None:
            self.report.left_out(_("A break without a time."), row.where)
        else:
            self.slots.append(_slot(row, when, minutes, kind=SlotKind.BREAK, title=words(title)))

    def _known(self, talk: FiledTalk, row: Row) -> FiledTalk:
        """The talk of an earlier row that this one repeats, else itself, under a key of its own."""
        key, number = talk.key, 1
        while found := self.talks.get(key):
            if _is_same(found, talk):
                return found
            number += 1
            key = f"{talk.key} ({number})"
        if number > 1 and talk.code:
            self.report.mended(
                _("“%(code)s” is another talk already: this one has no code.", code=talk.code), row.where
            )
        own = talk if number == 1 else replace(talk, key=key, code="")
        self.talks[key] = own
        return own


def event_of(slots: Sequence[FiledSlot]) -> FiledEvent:
    """All that a list of talks says about its event: the days on which they are."""
    days = [slot.starts_at.date() for slot in slots]
    return FiledEvent(starts_on=min(days, default=None), ends_on=max(days, default=None))


def _is_same(found: FiledTalk, talk: FiledTalk) -> bool:
    """Whether two rows with one key are two times of one talk."""
    if found.title != talk.title or found.slug != talk.slug:
        return False
    names = [{person.name for person in one.persons} for one in (found, talk)]
    return bool(talk.code or talk.slug) or not all(names) or names[0] == names[1]


def _talk(row: Row, title: str) -> FiledTalk:
    code, slug = row.text(Field.CODE), row.text(Field.SLUG)
    return FiledTalk(
        key=code or slug or title,
        code=code,
        slug=slug if _SLUG.fullmatch(slug) else "",
        title={**row.words(Field.TITLE, Field.TITLE_EN), **words(title)},
        subtitle=row.words(Field.SUBTITLE, Field.SUBTITLE_EN),
        abstract=row.words(Field.ABSTRACT, Field.ABSTRACT_EN),
        description=row.words(Field.DESCRIPTION, Field.DESCRIPTION_EN),
        language=language_code(row.cell(Field.LANGUAGE)),
        format=words(row.text(Field.FORMAT)),
        track=words(row.text(Field.TRACK)),
        persons=row.persons(),
        links=tuple(Link(url) for url in links_in(row.cell(Field.LINKS))),
        limit=whole_number(row.cell(Field.SEATS)),
    )


def _slot(row: Row, when: When, minutes: int, **more: Any) -> FiledSlot:
    state = slot_state(row.cell(Field.STATE))
    guid = uuid_in(row.cell(Field.GUID))
    return FiledSlot(when.starts_at, minutes, room=row.text(Field.ROOM), guid=guid, state=state, **more)
