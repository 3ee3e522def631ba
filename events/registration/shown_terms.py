"""Terms of registration as pages say them, and which of the talks they leave open now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from flask_babel import ngettext

from events.event.models import Event
from events.event.rules import RegistrationState
from events.kit import dates
from events.kit.localised import in_language
from events.kit.typography import typeset
from events.programme.models import ReleasedSlot, Talk
from events.registration.policies import claims_the_event
from events.registration.queries.admission import terms_by_thing
from events.registration.rules.admission import FREE_FOR_ALL, Opening, Terms, members_only, opening


@dataclass(frozen=True)
class Entry:
    """What the form of an event offers now: `closed` are talks with the sentence that says why not yet, or no more."""

    is_open: bool
    slots: list[ReleasedSlot]
    closed: list[tuple[str, str]]
    words: list[str]
    asks_card: bool
    asks_code: bool


def entry_of(event: Event, slots: Sequence[ReleasedSlot], now: datetime, language: str) -> Entry:
    terms = terms_by_thing(event, [None, *(slot.talk_id for slot in slots)])
    standing = [slot for slot in slots if opening(terms[slot.talk_id], now) is Opening.OPEN]
    shut = [slot for slot in slots if slot not in standing and slot.talk]
    asked = [terms[slot.talk_id] for slot in standing]
    if claims_the_event(event):
        asked.append(terms[None])
    return Entry(
        is_open=_is_open(event, terms[None], standing, shut, now),
        slots=standing,
        closed=[
            (_title(slot, language), opening_words(terms[slot.talk_id], event.zone, now, language)) for slot in shut
        ],
        words=terms_in_words(terms[None], event.zone, now, language),
        asks_card=any(members_only(one, now) for one in asked),
        asks_code=any(one.code for one in asked),
    )


def words_of_terms(event: Event, talk: Talk | None, now: datetime, language: str) -> list[str]:
    """For the page of a talk, or of the event; nothing where registration isn't open at all, or nobody registers."""
    if event.registration_state != RegistrationState.OPEN or (talk and not talk.bookable):
        return []
    return terms_in_words(_asked(event, talk), event.zone, now, language)


def can_register_now(event: Event, talk: Talk | None, now: datetime) -> bool:
    """Whether the calendar of its terms lets the public register."""
    return opening(_asked(event, talk), now) is Opening.OPEN


def terms_in_words(terms: Terms, zone: str, now: datetime, language: str) -> list[str]:
    """One sentence for each thing that a reader should know before registering."""
    words = [opening_words(terms, zone, now, language)]
    if opening(terms, now) is Opening.OVER:
        return words
    if members_only(terms, now):
        words.append(_("Members first, until %(moment)s.", moment=_moment(terms.members_until, zone, language)))
    if terms.code:
        words.append(_("For a closed group, with its code."))
    if terms.needs_approval:
        words.append(_("The organisers confirm each registration."))
    if seats := terms.seats_per_person:
        words.append(ngettext("%(num)s seat for each person.", "At most %(num)s seats for each person.", seats))
    return [sentence for sentence in words if sentence]


def opening_words(terms: Terms, zone: str, now: datetime, language: str) -> str:
    when = opening(terms, now)
    if when is Opening.EARLY:
        return _("Registration opens on %(moment)s.", moment=_moment(terms.opens_at, zone, language))
    if when is Opening.OVER:
        return _("Registration closed on %(moment)s.", moment=_moment(terms.closes_at, zone, language))
    if terms.closes_at:
        return _("Registration closes on %(moment)s.", moment=_moment(terms.closes_at, zone, language))
    return ""


def _asked(event: Event, talk: Talk | None) -> Terms:
    """A workshop without terms of its own asks for what its congress does."""
    found = terms_by_thing(event, [None, talk.id if talk else None])
    own = found[talk.id] if talk else found[None]
    return found[None] if own == FREE_FOR_ALL else own


def _is_open(
    event: Event, terms: Terms, standing: Sequence[ReleasedSlot], shut: Sequence[ReleasedSlot], now: datetime
) -> bool:
    """An event registered for as a whole by its own terms; else while any talk is open, or none is shut by a date."""
    if claims_the_event(event):
        return opening(terms, now) is Opening.OPEN
    return bool(standing) or not shut


def _title(slot: ReleasedSlot, language: str) -> str:
    return typeset(in_language(slot.talk.title, language), language) if slot.talk else ""


def _moment(moment: datetime | None, zone: str, language: str) -> str:
    return dates.moment_in_words(moment.astimezone(ZoneInfo(zone)), language) if moment else ""
