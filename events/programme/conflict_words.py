"""Conflicts in the reader's language: one clear sentence each, and links to where each can be mended."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from flask import url_for
from flask_babel import gettext as _

from events.event.models import Event
from events.kit.dates import day_in_words, hour_in_words, hours_in_words
from events.kit.languages import current_language
from events.kit.localised import in_language
from events.programme.rules.bookings import Booking
from events.programme.rules.conflicts import Conflict, ConflictKind

Link = tuple[str, str]
"""Words and address."""

SOFT = {ConflictKind.LIMIT_ABOVE_ROOM}
"""Nothing goes wrong yet: to be checked."""


@dataclass(frozen=True)
class Party:
    """One of the slots concerned: what, of which event, when and where."""

    title: str
    event: str
    hours: str
    room: str


@dataclass(frozen=True)
class ShownConflict:
    """`mark` is its drawn mark (conflict or check); `pair`: the slots of a double booking, which may be meant."""

    conflict: Conflict
    mark: str
    title: str
    words: str
    parties: Sequence[Party]
    links: Sequence[Link]
    pair: tuple[int, int] | None

    @property
    def slot_ids(self) -> tuple[int, ...]:
        return self.conflict.slot_ids

    @property
    def starts_at(self) -> datetime:
        """On the wall clock of the first slot."""
        return self.conflict.starts_at.astimezone(ZoneInfo(self.conflict.bookings[0].zone))


def shown_conflicts(
    conflicts: Iterable[Conflict], event: Event | None = None, edited: Collection[int] = (), here: int | None = None
) -> list[ShownConflict]:
    """For the pages of `event`; links lead to its talks, and to those of other events `edited` (ids) by the reader.

    None leads to the talk `here`, whose page it is.
    """
    editable = {*edited, event.id} if event else set(edited)
    return [_shown(conflict, event, editable, here) for conflict in conflicts]


def _shown(conflict: Conflict, event: Event | None, editable: Collection[int], here: int | None) -> ShownConflict:
    is_pair = conflict.kind is ConflictKind.ROOM_TAKEN and min(conflict.slot_ids) > 0
    first, *others = sorted(conflict.slot_ids)
    return ShownConflict(
        conflict,
        "check" if conflict.kind in SOFT else "conflict",
        _titles()[conflict.kind],
        words_of(conflict, event),
        [_party(booking, event) for booking in conflict.bookings],
        list(_links(conflict, editable, here)),
        (first, others[0]) if is_pair else None,
    )


def _titles() -> dict[ConflictKind, str]:
    return {
        ConflictKind.ROOM_TAKEN: _("Room taken twice"),
        ConflictKind.SPEAKER_TWICE: _("In two places at once"),
        ConflictKind.SPEAKER_AWAY: _("Speaker not available"),
        ConflictKind.ROOM_TOO_SMALL: _("Room too small"),
        ConflictKind.LIMIT_ABOVE_ROOM: _("More seats than the room has"),
        ConflictKind.OUTSIDE_HOURS: _("Outside the opening hours"),
        ConflictKind.OUTSIDE_DAYS: _("Outside the days of the event"),
    }


def words_of(conflict: Conflict, event: Event | None = None) -> str:
    """The warning as one sentence; parties of another event than `event` are named with theirs."""
    first, last = conflict.bookings[0], conflict.bookings[-1]
    talk, hall = title_of(first, event), first.hall
    when = _span(conflict.starts_at, conflict.ends_at, first.zone)
    person = conflict.guest.name if conflict.guest else ""
    match conflict.kind:
        case ConflictKind.ROOM_TAKEN:
            room = hall.name if hall else ""
            other = title_of(last, event)
            return _(
                "%(first)s and %(second)s are both in %(room)s: %(when)s.",
                first=talk,
                second=other,
                room=room,
                when=when,
            )
        case ConflictKind.SPEAKER_TWICE:
            other = _with_room(last, event)
            return _(
                "%(person)s is expected at %(first)s and at %(second)s: %(when)s.",
                person=person,
                first=_with_room(first, event),
                second=other,
                when=when,
            )
        case ConflictKind.SPEAKER_AWAY:
            return _("%(person)s cannot come to %(talk)s: %(when)s.", person=person, talk=talk, when=when)
        case ConflictKind.OUTSIDE_DAYS:
            return _("%(talk)s does not lie on a day of the event: %(when)s.", talk=talk, when=when)
        case ConflictKind.OUTSIDE_HOURS:
            return _outside_hours(first, talk, when)
        case _:
            return _of_seats(conflict, first, talk)


def _outside_hours(booking: Booking, talk: str, when: str) -> str:
    venue, hours = (booking.hall.venue, booking.hall.hours) if booking.hall else ("", {})
    day = booking.on_the_wall(booking.starts_at)
    if day.weekday() not in hours:
        return _("%(talk)s: %(when)s, but %(venue)s is closed that day.", talk=talk, when=when, venue=venue)
    zone = ZoneInfo(booking.zone)
    opens, closes = (datetime.combine(day, hour, zone) for hour in hours[day.weekday()])
    span = hours_in_words(opens, closes, current_language())
    return _("%(talk)s: %(when)s, but %(venue)s is open %(hours)s.", talk=talk, when=when, venue=venue, hours=span)


def _of_seats(conflict: Conflict, booking: Booking, talk: str) -> str:
    room, seats = (booking.hall.name, booking.hall.seats or 0) if booking.hall else ("", 0)
    if conflict.kind is ConflictKind.ROOM_TOO_SMALL:
        return _(
            "%(talk)s: %(taken)d seats are taken, %(room)s has %(seats)d.",
            talk=talk,
            taken=booking.taken,
            room=room,
            seats=seats,
        )
    return _(
        "%(talk)s lets %(limit)d people register, %(room)s has %(seats)d seats.",
        talk=talk,
        limit=booking.limit or 0,
        room=room,
        seats=seats,
    )


def title_of(booking: Booking, event: Event | None = None) -> str:
    """In quotes; with its event when that isn't `event`."""
    if booking.host is None:
        return _("this date")
    title = _bare_title(booking)
    if event is None or booking.host.id == event.id:
        return _("“%(title)s”", title=title)
    return _("“%(title)s” (%(event)s)", title=title, event=in_language(booking.host.title, current_language()))


def _bare_title(booking: Booking) -> str:
    return in_language(booking.title, current_language()) or _("a blocked time")


def _with_room(booking: Booking, event: Event | None) -> str:
    title = title_of(booking, event)
    return _("%(talk)s in %(room)s", talk=title, room=booking.hall.name) if booking.hall else title


def _party(booking: Booking, event: Event | None) -> Party:
    other = booking.host if booking.host and not (event and booking.host.id == event.id) else None
    return Party(
        _bare_title(booking) if booking.host else _("this date"),
        in_language(other.title, current_language()) if other else "",
        _span(booking.starts_at, booking.ends_at, booking.zone),
        f"{booking.hall.name}, {booking.hall.venue}" if booking.hall else "",
    )


def _span(starts_at: datetime, ends_at: datetime, zone: str) -> str:
    """« jeudi 29 janvier 2026, de 18 h 30 à 20 h »; the second day is named only when it is another."""
    language = current_language()
    start, end = (moment.astimezone(ZoneInfo(zone)) for moment in (starts_at, ends_at))
    day = day_in_words(start, language)
    if start.date() == end.date():
        return f"{day}, {hours_in_words(start, end, language)}"
    return f"{day}, {hour_in_words(start, language)} – {day_in_words(end, language)}, {hour_in_words(end, language)}"


def _links(conflict: Conflict, editable: Collection[int], here: int | None) -> Iterable[Link]:
    for booking in conflict.bookings:
        is_elsewhere = booking.slot_id > 0 and (booking.talk_id is None or booking.talk_id != here)
        if is_elsewhere and booking.host and booking.host.id in editable:
            yield _link_to(booking, booking.host.slug, conflict.kind)
    if conflict.kind is ConflictKind.SPEAKER_AWAY:
        yield from _link_to_windows(conflict, editable)


def _link_to_windows(conflict: Conflict, editable: Collection[int]) -> Iterable[Link]:
    guest, host = conflict.guest, conflict.bookings[0].host
    if guest and guest.slug and host and host.id in editable:
        address = url_for("programme.speaker_edit", event_slug=host.slug, speaker_slug=guest.slug)
        yield _("When %(person)s can come", person=guest.name), f"{address}#availability"


def _link_to(booking: Booking, event_slug: str, kind: ConflictKind) -> Link:
    """Where its time and room are changed; seats are changed on the talk's own page."""
    words = _("Change “%(title)s”", title=_bare_title(booking))
    if kind is ConflictKind.LIMIT_ABOVE_ROOM and booking.talk_slug:
        address = url_for("programme.talk_edit", event_slug=event_slug, talk_slug=booking.talk_slug)
        return words, f"{address}#capacity"
    return words, url_for("programme.slot", event_slug=event_slug, slot_id=booking.slot_id)
