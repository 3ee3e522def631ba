"""Who is registered as a sheet: a row for each registration and each thing that it has or had a seat of."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from zoneinfo import ZoneInfo

from flask_babel import force_locale
from flask_babel import gettext as _

from events.event.models import Event
from events.kit.localised import in_language
from events.kit.sheets import CSV, XLSX, Value, csv_of, xlsx_of
from events.registration.models import Registration, Seat
from events.registration.queries.lists import Wanted, registrations_by_name
from events.registration.rules import SeatState

WIDTHS = (28, 28, 30, 18, 40, 14, 8, 12, 12, 14, 14)


FORMATS = {"csv": CSV, "xlsx": XLSX}
"""What browsers are told of each."""


def registrations_file(event: Event, wanted: Wanted, name: str) -> bytes:
    """The list in the event's language, as the format `name` of FORMATS."""
    with force_locale(event.language):
        heads, rows = _heads(), rows_of(event, wanted)
        return csv_of(heads, rows) if name == "csv" else xlsx_of(_("Registrations"), heads, rows, WIDTHS)


def rows_of(event: Event, wanted: Wanted) -> Iterator[list[Value]]:
    """By name; of the talk only where the list is narrowed to one. Words in the reader's language."""
    for registration in registrations_by_name(event.id, wanted):
        seats = sorted(registration.seats, key=lambda seat: (seat.talk_id or 0, seat.id))
        for talk_id, theirs in groupby(seats, key=attrgetter("talk_id")):
            if wanted.talk_id in {None, talk_id}:
                yield _row(event, registration, list(theirs))


def _heads() -> list[str]:
    return [
        _("Name"),
        _("Companions"),
        _("E-mail"),
        _("Telephone"),
        _("Talk"),
        _("State"),
        _("Seats"),
        _("Received by"),
        _("Number"),
        _("Registered on"),
        _("Given back on"),
    ]


def _row(event: Event, registration: Registration, seats: Sequence[Seat]) -> list[Value]:
    live = [seat for seat in seats if seat.state != SeatState.CANCELLED]
    person, zone, shown = registration.person, ZoneInfo(event.zone), live or seats
    given = max((seat.cancelled_at for seat in seats if seat.cancelled_at), default=None)
    title = seats[0].talk.title if seats[0].talk else event.title
    return [
        person.name,
        ", ".join(seat.attendee.name for seat in shown if seat.attendee.position),
        person.email,
        person.phone,
        in_language(title, event.language),
        _state(shown[0].state),
        len(shown),
        _source(registration.source),
        str(registration.number),
        registration.created_at.astimezone(zone).date(),
        given.astimezone(zone).date() if given and not live else None,
    ]


def _state(state: str) -> str:
    words = {"confirmed": _("reserved"), "waiting": _("waiting"), "offered": _("offered")}
    return words.get(state, _("given back"))


def _source(source: str) -> str:
    return {"web": _("the site"), "phone": _("telephone"), "desk": _("desk")}[source]
