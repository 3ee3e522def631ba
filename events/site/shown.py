"""Talks, times and places as pages show them: plain words in one language."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask import url_for
from flask_babel import gettext as _

from events.event.models import Event, Room
from events.event.rules import RegistrationScope, RegistrationState
from events.event.seats import Seats, seats_in_words
from events.extensions import LocalisedText
from events.kit import dates
from events.kit.localised import in_language, language_shown
from events.kit.markdown import as_plain
from events.kit.text import shorten
from events.kit.typography import typeset
from events.programme.models import ReleasedSlot, Talk
from events.programme.rules import MaterialKind, SlotState

SUMMARY = 320
"""Characters of a talk's abstract on a list."""

SHORT_AFFILIATION = 50
"""Characters of what a speaker does that still stand behind her name."""


@dataclass(frozen=True)
class Words:
    """A content text as shown: `lang` is set when it isn't in the reader's language."""

    text: str
    lang: str | None = None

    def __str__(self) -> str:
        return self.text


def words(text: dict[str, str] | None, language: str) -> Words:
    own = language_shown(text, language)
    return Words(typeset(in_language(text, language), own), own if own != language else None)


@dataclass(frozen=True)
class ShownTalk:
    """One talk at one time. `tile` holds the arguments of the macro date_tile; `register` is an address or ''.

    `remains` names what is kept of a talk that is over.
    """

    id: int
    slug: str
    title: Words
    subtitle: str
    summary: str
    speakers: str
    names: str
    address: str
    tile: dict[str, Any]
    row_date: str
    day: str
    when: str
    where: str
    access: str
    admission: str
    seats: Seats | None
    register: str
    is_cancelled: bool
    is_postponed: bool
    is_over: bool
    starts_at: datetime
    reason: str = ""
    postponed_from: str = ""
    remains: str = ""

    @property
    def takes_place(self) -> bool:
        return not self.is_cancelled and not self.is_postponed

    @property
    def month(self) -> tuple[int, int]:
        return self.starts_at.year, self.starts_at.month


def shown_talk(event: Event, talk: Talk, slot: ReleasedSlot, now: datetime, language: str) -> ShownTalk:
    """`slot` is where the latest release puts the talk."""
    start = slot.starts_at.astimezone(ZoneInfo(slot.zone))
    is_over = slot.ends_at <= now
    is_ahead = slot.state == SlotState.CONFIRMED and not is_over
    return ShownTalk(
        id=talk.id,
        slug=talk.slug,
        title=words(talk.title, language),
        subtitle=words(talk.subtitle, language).text,
        summary=summary(talk, language),
        speakers=speakers_in_words(talk, language),
        names=names_in_words(talk),
        address=url_for("site.talk", event_slug=event.slug, talk_slug=talk.slug),
        tile=tile(slot, language),
        row_date=row_date(slot, language),
        day=day_in_words(slot, now, language),
        when=when_in_words(slot, language),
        where=place_in_words(slot.room),
        access=access_in_words(slot.room, language),
        admission=words(talk.admission or event.admission, language).text,
        seats=seats_of(event, talk) if is_ahead else None,
        register=register_address(event, talk) if is_ahead else "",
        is_cancelled=slot.state == SlotState.CANCELLED,
        is_postponed=slot.state == SlotState.POSTPONED,
        is_over=is_over,
        starts_at=start,
        reason=words(slot.reason, language).text,
        postponed_from=former_date_in_words(slot, language) if is_ahead else "",
        remains=remains_in_words(talk) if is_over else "",
    )


def summary(talk: Talk, language: str) -> str:
    """The first sentences of the abstract, without marks."""
    own = language_shown(talk.abstract, language)
    first = in_language(talk.abstract, language).split("\n\n")[0]
    return typeset(shorten(as_plain(first), SUMMARY), own)


def remains_in_words(talk: Talk) -> str:
    """« enregistrement, diaporama »."""
    marks = {MaterialKind.RECORDING: _("recording"), MaterialKind.SLIDES: _("slides")}
    kinds = {material.kind for material in talk.materials}
    return ", ".join(word for kind, word in marks.items() if kind in kinds)


def names_in_words(talk: Talk) -> str:
    """« Dominique Mathieu et Lionel Roux »."""
    return join_names([speaker.person.name for speaker in talk.speakers])


def speakers_in_words(talk: Talk, language: str) -> str:
    """The names; one alone with what she does, when a few words say it."""
    return people_in_words(people_of(talk), language)


def people_of(talk: Talk) -> list[tuple[str, LocalisedText]]:
    """Names and affiliations of its speakers."""
    people = (speaker.person for speaker in talk.speakers)
    return [(person.name, person.profile.affiliation if person.profile else {}) for person in people]


def people_in_words(people: Sequence[tuple[str, LocalisedText]], language: str) -> str:
    names = join_names([name for name, _affiliation in people])
    about = in_language(people[0][1], language) if len(people) == 1 else ""
    if not about or len(about) > SHORT_AFFILIATION:
        return names
    return typeset(f"{names}, {about}", language)


def join_names(names: Sequence[str]) -> str:
    """« A, B et C »."""
    if len(names) < 2:
        return "".join(names)
    return _("%(first)s and %(last)s", first=", ".join(names[:-1]), last=names[-1])


def place_in_words(room: Room | None) -> str:
    """The hall and its street and town: « Salle Jacquard, 12 quai des Tullistes, Calais »."""
    if room is None:
        return ""
    venue = room.venue
    parts = (room.name, "" if venue.street else venue.name, venue.street, venue.town)
    return ", ".join(dict.fromkeys(part for part in parts if part))


def access_in_words(room: Room | None, language: str) -> str:
    if room is None:
        return ""
    parts = (in_language(room.access, language), in_language(room.venue.access, language))
    return typeset(" ".join(filter(None, parts)), language)


def seats_of(event: Event, talk: Talk) -> Seats | None:
    """The talk's own seats; where the whole event is registered for, only those that are counted."""
    if not talk.bookable:
        text = _("no registration needed")
        return Seats("plain", text, text)
    if event.registration_scope == RegistrationScope.EVENT and talk.capacity.limit is None:
        return None
    return seats_in_words(talk.capacity)


def register_address(event: Event, talk: Talk) -> str:
    if event.registration_state != RegistrationState.OPEN or not talk.bookable:
        return ""
    return url_for("registration.register", event_slug=event.slug, talk=talk.slug)


def times(slot: ReleasedSlot) -> tuple[datetime, datetime]:
    """Start and end on the slot's own wall clock."""
    zone = ZoneInfo(slot.zone)
    return slot.starts_at.astimezone(zone), slot.ends_at.astimezone(zone)


def tile(slot: ReleasedSlot, language: str) -> dict[str, Any]:
    start, end = times(slot)
    days = spans_days(start, end)
    same_month = (start.year, start.month) == (end.year, end.month)
    doors = slot.doors_at.astimezone(start.tzinfo) if slot.doors_at else None
    return {
        "weekday": weekdays_in_words(start, end if days else start, language),
        "figure": f"{start.day}–{end.day}" if days and same_month else str(start.day),
        "month_year": dates.month_in_words(start, language, year=True),
        "hour": None if days else dates.hour_in_words(start, language),
        "doors": _("doors at %(hour)s", hour=dates.hour_in_words(doors, language)) if doors else None,
        "iso": start.isoformat(timespec="minutes"),
        "struck": slot.state != SlotState.CONFIRMED,
    }


def former_date_in_words(slot: ReleasedSlot, language: str) -> str:
    """« jeudi 8 janvier 2026 à 18 h 30 »: when it was planned before it was postponed to its new date."""
    if slot.postponed_from is None:
        return ""
    return dates.moment_in_words(slot.postponed_from.astimezone(ZoneInfo(slot.zone)), language)


def weekdays_in_words(first: date, last: date, language: str) -> str:
    """« jeudi », « du mardi au samedi »."""
    start, end = dates.weekday_in_words(first, language), dates.weekday_in_words(last, language)
    return start if first == last else _("%(first)s to %(last)s", first=start, last=end)


def spans_days(start: datetime, end: datetime) -> bool:
    """Whether it lasts over several days, rather than past midnight."""
    return (end.date() - start.date()).days > 0 and (end - start).total_seconds() > 24 * 3600


def row_date(slot: ReleasedSlot, language: str) -> str:
    """« jeudi 5 », « du 19 au 23 » below the name of its month."""
    start, end = times(slot)
    if spans_days(start, end) and start.month == end.month:
        return _("%(first)s to %(last)s", first=start.day, last=end.day)
    day = "1er" if start.day == 1 and language == "fr" else start.day
    return f"{dates.weekday_in_words(start, language)} {day}"


def day_in_words(slot: ReleasedSlot, now: datetime, language: str) -> str:
    """« vendredi 12 juin à 11 h », « jeudi 16 octobre 2025 » when it is over: in a list of whatever event."""
    start, end = times(slot)
    has_hour = slot.ends_at > now and not spans_days(start, end)
    in_words = dates.moment_in_words if has_hour else dates.day_in_words
    return in_words(start, language, year=start.year != now.year)


def when_in_words(slot: ReleasedSlot, language: str) -> str:
    """« jeudi 29 janvier 2026, de 18 h 30 à 20 h, portes à 18 h »."""
    start, end = times(slot)
    if spans_days(start, end):
        return dates.days_in_words(start, end, language)
    parts = [dates.day_in_words(start, language), dates.hours_in_words(start, end, language)]
    if slot.doors_at:
        doors = dates.hour_in_words(slot.doors_at.astimezone(start.tzinfo), language)
        parts.append(_("doors at %(hour)s", hour=doors))
    return ", ".join(parts)


def main_showing(showings: Sequence[ShownTalk]) -> ShownTalk | None:
    """The one that the page is about: the next that takes place, else the next (a postponed one is to come, whatever
    its former date), else the last.
    """
    ahead = [showing for showing in showings if showing.is_postponed or not showing.is_over]
    takes_place = [showing for showing in ahead if showing.takes_place]
    return next(iter([*takes_place, *ahead, *reversed(showings)]), None)


def papers_of(event: Event) -> list[tuple[str, str, str]]:
    """Rows of the macro link_list: what can be kept of the event."""
    return [
        (_("The programme to print"), url_for("documents.programme", event_slug=event.slug), "PDF, A4"),
        (
            _("All dates in your calendar"),
            url_for("site.schedule_calendar", event_slug=event.slug),
            _("follows every change, as soon as your calendar looks (Google’s: 8 to 24 hours)"),
        ),
        (_("The speakers from A to Z"), url_for("site.speakers", event_slug=event.slug), ""),
    ]
