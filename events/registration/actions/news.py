"""What follows a release: everybody who holds or waits for a seat of a changed talk learns of it, once.

Whoever has a calendar invitation gets it updated; the others with an e-mail get a plain mail, among them the waiting
list; who has no e-mail is put on the list of people to ring.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import groupby

from events.extensions import db
from events.kit.transaction import transaction
from events.programme.appointments import subject_of
from events.programme.models import Release, Talk
from events.programme.queries import released_slots
from events.programme.rules import Change, ChangeKind
from events.registration import mails
from events.registration.actions.calls import keep_calls
from events.registration.actions.invitations import tell_of_changes, tell_of_removed
from events.registration.actions.promote import fill_free_seats
from events.registration.models import Registration
from events.registration.queries.calls import (
    registrations_with_live_seats_on,
    standing_invitations,
    subjects_invited_to,
    talks_with_live_seats,
)
from events.registration.rules import SeatState, changes_told, says_calendar


def tell_of_release(release: Release, changes: Sequence[Change], now: datetime) -> None:
    """Asks first, for all talks at once, whom it concerns: a large timetable without registrations costs nothing."""
    with transaction():
        with_seats = set(talks_with_live_seats({change.talk_id for change in changes if change.talk_id is not None}))
        invited = subjects_invited_to([subject_of(change.slot_id) for change in changes])
        concerned = [c for c in changes if c.talk_id in with_seats or subject_of(c.slot_id) in invited]
        _keep_calendars(release, concerned, now)
        for talk_id, group in groupby(sorted(concerned, key=_by_talk), key=_by_talk):
            if talk_id in with_seats:
                _tell_of_talk(release.event_id, talk_id, list(group), now)


def _by_talk(change: Change) -> int:
    return change.talk_id or 0


def _keep_calendars(release: Release, changes: Sequence[Change], now: datetime) -> None:
    tell_of_changes(released_slots(release.id, [change.slot_id for change in changes if change.after]), now)
    tell_of_removed([change.slot_id for change in changes if change.after is None], now)


def _tell_of_talk(event_id: int, talk_id: int, changes: Sequence[Change], now: datetime) -> None:
    invited = standing_invitations([subject_of(change.slot_id) for change in changes])
    news = list(_news(talk_id, changes, invited, now))
    talk = db.session.get_one(Talk, talk_id)
    for registration, told in news:
        if registration.person.email:
            mails.news_to_attendee(registration, talk, told, now=now)
    keep_calls(talk_id, [(one, told) for one, told in news if not one.person.email], now)
    if any(ChangeKind.REVIVED in change.kinds for change in changes):
        fill_free_seats(event_id, talk_id, now=now)


def _news(
    talk_id: int, changes: Sequence[Change], invited: set[tuple[str, str]], now: datetime
) -> Iterable[tuple[Registration, list[Change]]]:
    """For each registration what no calendar entry tells it."""
    for registration in registrations_with_live_seats_on(talk_id):
        states = {seat.state for seat in registration.seats if seat.talk_id == talk_id}
        told = [
            change
            for change in changes_told(changes, waiting=SeatState.CONFIRMED not in states, now=now)
            if not says_calendar(change)
            or (subject_of(change.slot_id), f"registration:{registration.id}") not in invited
        ]
        if told:
            yield registration, told
