"""A change of the timetable in words, for readers, for mails and for the telephone."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from flask_babel import gettext as _

from events.kit import dates
from events.kit.localised import in_language
from events.kit.typography import typeset
from events.programme.rules import Change, ChangeKind, Placed

Rooms = Mapping[int, str]
"""Names of rooms by id."""


def change_in_words(change: Change, rooms: Rooms, language: str) -> list[str]:
    """Short phrases without a subject: « déplacée : du jeudi 8 … au … », « annulée (elle était prévue …) »."""
    return [typeset(phrase, language) for phrase in _phrases(change, rooms, language)]


def _phrases(change: Change, rooms: Rooms, language: str) -> Iterator[str]:
    before, after, kinds = change.before, change.after, change.kinds
    if before is None or after is None:
        yield from _come_or_gone(before, after, rooms, language)
    elif ChangeKind.CANCELLED in kinds:
        yield _with_reason(
            _("cancelled; it was planned for %(moment)s", moment=_moment(before, language)), after, language
        )
    elif ChangeKind.POSTPONED in kinds:
        words = _("postponed to a later date; it was planned for %(moment)s", moment=_moment(before, language))
        yield _with_reason(words, after, language)
    else:
        yield from _moves(before, after, kinds, language)
        if ChangeKind.ROOM_CHANGED in kinds:
            yield _room(before, after, rooms)


def _come_or_gone(before: Placed | None, after: Placed | None, rooms: Rooms, language: str) -> Iterator[str]:
    if after:
        place = rooms.get(after.room_id or 0, "")
        yield _("new: %(moment)s", moment=", ".join(filter(None, (_moment(after, language), place))))
    elif before:
        yield _("taken off the programme; it was planned for %(moment)s", moment=_moment(before, language))


def _moves(before: Placed, after: Placed, kinds: frozenset[ChangeKind], language: str) -> Iterator[str]:
    moments = {"before": _moment(before, language), "after": _moment(after, language)}
    if ChangeKind.REVIVED in kinds and ChangeKind.MOVED in kinds:
        yield _("new date: %(after)s; it was planned for %(before)s", **moments)
    elif ChangeKind.REVIVED in kinds:
        yield _("takes place after all, on %(after)s", **moments)
    elif before.starts_at == after.starts_at:
        if ChangeKind.MOVED in kinds:
            yield _("other length: until %(hour)s", hour=dates.hour_in_words(_local(after.ends_at, after), language))
    elif after.postponed_from and not before.postponed_from:
        yield _with_reason(_("postponed: from %(before)s to %(after)s", **moments), after, language)
    else:
        yield _("moved: from %(before)s to %(after)s", **moments)


def _room(before: Placed, after: Placed, rooms: Rooms) -> str:
    old, new = rooms.get(before.room_id or 0, ""), rooms.get(after.room_id or 0, "")
    if not new:
        return _("the room is not known yet")
    return _("other room: %(new)s instead of %(old)s", new=new, old=old) if old else _("room: %(new)s", new=new)


def _with_reason(words: str, place: Placed, language: str) -> str:
    reason = in_language(place.reason, language)
    return f"{words}. {reason}" if reason else words


def _moment(place: Placed, language: str) -> str:
    return dates.moment_in_words(_local(place.starts_at, place), language)


def _local(moment: datetime, place: Placed) -> datetime:
    return moment.astimezone(ZoneInfo(place.zone))
