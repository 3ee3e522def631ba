"""Who may register for what, and when."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext as _l

from events.event.models import Event
from events.event.rules import EventState, RegistrationScope, RegistrationState
from events.kit import dates
from events.kit.errors import Refused
from events.programme.models import ReleasedSlot, Talk
from events.programme.queries import slots_of_talk
from events.programme.rules import SlotState, TalkState
from events.registration.rules import Claim, Source
from events.registration.rules.admission import Obstacle, Terms


def check_open(event: Event, talks: Sequence[Talk], claim: Claim, now: datetime) -> None:
    """Raises Refused when this claim can't be taken. The desk isn't bound by opening or by the calendar."""
    if len(talks) != len(set(claim.talk_ids)):
        raise Refused(_l("One of these talks doesn’t belong to this event."))
    if not talks and not claims_the_event(event):
        raise Refused(_l("Choose at least one talk."))
    if claim.source == Source.WEB:
        _check_public(event, talks, now)


def claims_the_event(event: Event) -> bool:
    """Whether each attendee takes a seat of the event as a whole."""
    return event.registration_scope == RegistrationScope.EVENT


def is_open(event: Event, now: datetime) -> bool:
    """Whether the public may register for the event at all."""
    return (
        event.state == EventState.PUBLISHED
        and event.registration_state == RegistrationState.OPEN
        and (event.ends_on >= now.date() or _opened_late(event))
    )


def can_be_booked(event: Event, talk: Talk, slots: Iterable[ReleasedSlot], now: datetime) -> bool:
    """Published, bookable, not cancelled, and to come; or opened on purpose after its date."""
    standing = [slot for slot in slots if slot.state == SlotState.CONFIRMED]
    to_come = any(slot.ends_at > now for slot in standing)
    return (
        talk.state == TalkState.PUBLISHED
        and talk.bookable
        and bool(standing)
        and (to_come or talk.registration_opened_at is not None or _opened_late(event))
    )


def sentence_of(obstacle: Obstacle, terms: Terms, zone: str, language: str) -> object:
    """Why a claim isn't taken, in one sentence; moments by the event's clock."""
    if obstacle is Obstacle.EARLY:
        return _l("Registration opens on %(moment)s.", moment=_moment(terms.opens_at, zone, language))
    if obstacle is Obstacle.OVER:
        return _l("Registration closed on %(moment)s.", moment=_moment(terms.closes_at, zone, language))
    if obstacle is Obstacle.NO_CARD:
        until = _moment(terms.members_until, zone, language)
        return _l("Members register first, until %(moment)s: please give the number of your card.", moment=until)
    if obstacle is Obstacle.TOO_MANY:
        return _l("There are at most %(seats)d seats for each person here.", seats=terms.seats_per_person)
    return SENTENCES[obstacle]


SENTENCES = {
    Obstacle.UNKNOWN_CARD: _l("This card number isn’t on the list of members: please check it, or ring us."),
    Obstacle.NO_CODE: _l("This is for a closed group: please give its code."),
    Obstacle.WRONG_CODE: _l("This isn’t the code of the group: please check it, or ring us."),
}


def _moment(moment: datetime | None, zone: str, language: str) -> str:
    return dates.moment_in_words(moment.astimezone(ZoneInfo(zone)), language) if moment else ""


def _opened_late(event: Event) -> bool:
    """Opened when it was over already: whoever did so meant it."""
    opened = event.registration_opened_at
    return opened is not None and opened.date() > event.ends_on


def _check_public(event: Event, talks: Sequence[Talk], now: datetime) -> None:
    if not is_open(event, now):
        raise Refused(_l("Registration is closed."))
    for talk in talks:
        if not can_be_booked(event, talk, slots_of_talk(talk), now):
            raise Refused(_l("One of these talks can’t be registered for any more."))
