"""From what a file says to what can be true; each thing mended or left out is a line of the report."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import chain, count

from flask_babel import lazy_gettext as _l

from events.kit.text import shorten
from events.programme.exchange.marks import NO_ROOM
from events.programme.exchange.reading.addresses import colour_of, fields_left, links_of, people_of
from events.programme.exchange.reading.conference import event_of
from events.programme.exchange.reading.identity import code_of, guid_of, number_of
from events.programme.exchange.reading.raw import RawItem, RawSchedule, Said
from events.programme.exchange.reading.slots import slot_times, state_of
from events.programme.exchange.reading.texts import (
    language_code,
    line_of,
    markdown_of,
    plain_line,
    words_of,
)
from events.programme.exchange.report import Line, Mark, Report
from events.programme.exchange.shape import FiledRoom, FiledSlot, FiledTalk, FiledTrack, Schedule, Words
from events.programme.rules import SlotKind

LONGEST_LINE = 200
LONGEST_TEXT = 20_000
"""As in the forms."""

Name = tuple[str, str, str]

FEW = 3
"""What more talks than these lack, and all of them, is said once."""


def mended_schedule(raw: RawSchedule, report: Report, minutes: int) -> Schedule:
    """The file's talks, rooms and tracks in the shape that everything else works with.

    `minutes` is the length of a talk that has none.
    """
    mender = Mender(raw, report, minutes)
    slots = tuple(mender.slots())
    mender.say_what_all_lack()
    used = {slot.room for slot in slots}
    named = [talk.track for talk in mender.talks.values()]
    return Schedule(
        event=event_of(raw, slots, mender.talks.values(), report),
        talks=tuple(mender.talks.values()),
        slots=slots,
        rooms=tuple(room for name, room in mender.rooms.items() if name in used),
        tracks=tuple(track for track in mender.tracks.values() if track.name in named),
        ours=raw.ours,
    )


@dataclass
class Mender:
    """One file being read: what was met in it so far."""

    raw: RawSchedule
    report: Report
    minutes: int
    talks: dict[str, FiledTalk] = field(default_factory=dict)
    rooms: dict[str, FiledRoom] = field(default_factory=dict)
    tracks: dict[str, FiledTrack] = field(default_factory=dict)
    keys: dict[Name, str] = field(default_factory=dict)
    guids: set[str] = field(default_factory=set)
    numbers: set[int] = field(default_factory=set)
    lacking: dict[str, list[Line]] = field(default_factory=lambda: defaultdict(list))

    def slots(self) -> Iterator[FiledSlot]:
        """Of all items in their order; talks, rooms and tracks are met on the way."""
        self._meet_rooms()
        for track in self.raw.tracks:
            self._track(track.get("name"), track)
        for number, item in enumerate(self.raw.items, start=1):
            yield from self._slot(item, self._where(item.said, number))

    def _slot(self, item: RawItem, where: str) -> Iterator[FiledSlot]:
        state = state_of(item.said.get("state"))
        if state is None:
            self.report.left_out(_l("Its state is “%(state)s”.", state=line_of(item.said.get("state"))[:40]), where)
            return
        key = "" if item.is_break else self._talk(item.said, where)
        times = slot_times(item, self.minutes, where, self.report)
        if times is None:
            return
        yield FiledSlot(
            *times,
            talk=key,
            kind=SlotKind.BREAK if item.is_break else SlotKind.TALK,
            title=words_of(item.said.get("title"), self._line) if item.is_break else {},
            room=self._room(item.room),
            guid=self._guid(item, where),
            number=None if item.is_break else self._number(item.said, where),
            state=state,
        )

    def _talk(self, said: Said, where: str) -> str:
        """The key of the talk, which is made when it is met for the first time."""
        coded, named = self._names(said)
        key = next((self.keys[name] for name in coded or named if name in self.keys), "")
        if not key:
            key = self._free_key(code_of(said.get("code")) or line_of(said.get("id")) or self._line(said.get("title")))
            self.talks[key] = self._new_talk(key, said, where)
        self.keys |= dict.fromkeys([*coded, *named], key)
        return key

    def _names(self, said: Said) -> tuple[list[Name], list[Name]]:
        """What makes two events of a file the same talk: its code; else its title with its address or its number."""
        title = self._line(said.get("title"))
        numbered = [("id", line_of(said.get("id")), title)] if number_of(said.get("id")) else []
        addressed = [("url", line_of(said.get("url")), title)] if said.get("url") else []
        coded = [("code", code, "")] if (code := code_of(said.get("code"))) else []
        return coded, [*addressed, *numbered]

    def _free_key(self, wanted: str) -> str:
        wanted = wanted[:100] or "talk"
        tries = chain([wanted], (f"{wanted} {number}" for number in count(2)))
        return next(key for key in tries if key not in self.talks)

    def _new_talk(self, key: str, said: Said, where: str) -> FiledTalk:
        base = line_of(self.raw.conference.get("base_url"))
        for name in fields_left(said):
            self._note(Mark.LEFT_OUT, _l("“%(field)s” is not kept here.", field=name), where, name)
        return FiledTalk(
            key=key,
            title=self._title(said, where),
            subtitle=self._texts(said, "subtitle", self._line, LONGEST_LINE, where),
            abstract=self._texts(said, "abstract", self._markdown, LONGEST_TEXT, where),
            description=self._texts(said, "description", self._markdown, LONGEST_TEXT, where),
            code=code_of(said.get("code")),
            slug=self._slug(said),
            language=self._language(said, where),
            format=words_of(said.get("type"), self._short_line),
            track=self._track(said.get("track"), {}),
            persons=people_of(said.get("persons"), where, self.report),
            links=links_of(said.get("links"), base, where, self.report),
            attachments=links_of(said.get("attachments"), base, where, self.report),
            do_not_record=line_of(said.get("do_not_record")).casefold() in {"true", "1", "yes"}
            or said.get("do_not_record") is True,
            licence=shorten(line_of(said.get("recording_license")), LONGEST_LINE),
        )

    def _title(self, said: Said, where: str) -> Words:
        title = self._texts(said, "title", self._line, LONGEST_LINE, where)
        if title:
            return title
        slug = self._line(said.get("slug")).replace("-", " ").replace("_", " ")
        made = slug or " ".join(("#", line_of(said.get("code") or said.get("id")))).strip()
        self.report.mended(_l("It has no title; it is called “%(title)s” here.", title=made), where)
        return words_of(made, shorten_line)

    def _texts(self, said: Said, name: str, clean: Callable[[object], str], longest: int, where: str) -> Words:
        found = words_of(said.get(name), clean)
        if any(len(text) > longest for text in found.values()):
            self.report.mended(_l("“%(field)s” was cut to %(longest)d characters.", field=name, longest=longest), where)
        return {language: shorten(text, longest) for language, text in found.items()}

    def _language(self, said: Said, where: str) -> str:
        typed = line_of(said.get("language"))
        code = language_code(typed)
        if not typed:
            self._note(Mark.MENDED, _l("No language is said: it is taken as the event’s."), where, "language")
        elif not code:
            self.report.mended(
                _l("The language “%(typed)s” is unknown: it is taken as the event’s.", typed=typed[:40]), where
            )
        return code

    def _track(self, value: object, said: Said) -> Words:
        name = words_of(value, self._short_line)
        if name:
            known = next(iter(name.values()))
            colour = colour_of(said.get("color") or said.get("colors"))
            self.tracks.setdefault(known, FiledTrack(name, colour, line_of(said.get("slug"))[:80]))
        return name

    def _meet_rooms(self) -> None:
        for said in self.raw.rooms:
            if self._room(said.get("name")) and (name := self._short_line(said.get("name"))):
                room = self.rooms[name]
                seats = number_of(said.get("capacity"))
                self.rooms[name] = FiledRoom(name, room.guid or guid_of(said.get("guid")), room.seats or seats)

    def _room(self, value: object) -> str:
        name = self._short_line(value)
        if not name or (self.raw.ours and name == NO_ROOM):
            return ""
        self.rooms.setdefault(name, FiledRoom(name))
        return name

    def _guid(self, item: RawItem, where: str) -> str:
        typed, guid = line_of(item.said.get("guid")), guid_of(item.said.get("guid"))
        if not typed and not item.is_break:
            self._note(Mark.MENDED, _l("It has no guid: one is made of its code or number."), where, "guid")
        elif typed and not guid:
            self.report.mended(
                _l("Its guid “%(guid)s” is none: one is made of its code or number.", guid=typed[:40]), where
            )
        elif guid and guid in self.guids:
            self.report.mended(_l("Another talk has its guid: one is made of its code or number."), where)
            return ""
        self.guids.add(guid)
        return guid

    def _number(self, said: Said, where: str) -> int | None:
        typed, number = line_of(said.get("id")), number_of(said.get("id"))
        if typed and number is None:
            self.report.mended(_l("Its number “%(number)s” is none: it gets another.", number=typed[:40]), where)
        elif number in self.numbers:
            self.report.mended(_l("Another one has its number %(number)d: it gets another.", number=number), where)
            return None
        if number:
            self.numbers.add(number)
        return number

    def _slug(self, said: Said) -> str:
        """Our own files hold the page's address in the talk's URL."""
        url = line_of(said.get("url"))
        return url.rstrip("/").rpartition("/")[2] if self.raw.ours and "/talks/" in url else ""

    def _where(self, said: Said, number: int) -> str:
        title = shorten(self._line(said.get("title")), 80)
        name = line_of(said.get("code")) or line_of(said.get("id")) or str(number)
        return f"{title} ({name[:40]})".strip()

    def _line(self, value: object) -> str:
        return line_of(value) if self.raw.ours else plain_line(value)

    def _short_line(self, value: object) -> str:
        return shorten(self._line(value), LONGEST_LINE)

    def _markdown(self, value: object) -> str:
        return markdown_of(value, is_markdown=self.raw.ours)

    def _note(self, mark: Mark, sentence: object, where: str, what: str) -> None:
        """Something that may be so of all talks."""
        self.lacking[what].append(Line(mark, sentence, where))

    def say_what_all_lack(self) -> None:
        for lines in self.lacking.values():
            if len(lines) > FEW and len(lines) >= len(self.talks):
                lines = [replace(lines[0], where=str(_l("All %(number)d talks", number=len(lines))))]
            self.report.lines += lines


def shorten_line(value: object) -> str:
    return shorten(line_of(value), LONGEST_LINE)
