"""Programmes that readers put together: nothing is kept but the talks, so nothing is noted either."""

from collections.abc import Collection
from datetime import datetime

from flask_babel import lazy_gettext as _

from events.event.models import Event
from events.extensions import db
from events.kit.errors import Refused
from events.kit.tokens import new_reference
from events.kit.transaction import transaction
from events.programme.models import ChosenTalk, PersonalProgramme
from events.programme.queries.personal import public_talk_ids

MOST_TALKS = 300
"""In one programme."""


class NothingChosen(Refused):
    """No talk, or more than anybody can hear."""


def make_programme(event: Event, talk_ids: Collection[int], *, now: datetime) -> PersonalProgramme:
    """Keep published talks of the event behind a new private link; what else is named is left out.

    Raises NothingChosen.
    """
    with transaction():
        programme = PersonalProgramme(event_id=event.id, reference=new_reference(), created_at=now)
        programme.chosen = _chosen(event.id, talk_ids)
        db.session.add(programme)
    return programme


def choose_talks(programme: PersonalProgramme, talk_ids: Collection[int]) -> None:
    """These talks and no others. Raises NothingChosen."""
    with transaction():
        db.session.refresh(programme, with_for_update=True)
        wanted = {one.talk_id: one for one in _chosen(programme.event_id, talk_ids)}
        kept = {one.talk_id: one for one in programme.chosen}
        programme.chosen = list((wanted | {key: one for key, one in kept.items() if key in wanted}).values())


def renew_link(programme: PersonalProgramme) -> None:
    """Addresses given out so far, the calendar's too, open nothing any more."""
    with transaction():
        db.session.refresh(programme, with_for_update=True)
        programme.link_generation += 1


def delete_programme(programme: PersonalProgramme) -> None:
    with transaction():
        db.session.delete(programme)


def _chosen(event_id: int, talk_ids: Collection[int]) -> list[ChosenTalk]:
    if len(talk_ids) > MOST_TALKS:
        raise NothingChosen(_("That is more than %(number)s talks: choose fewer.", number=MOST_TALKS))
    ids = public_talk_ids(event_id, talk_ids)
    if not ids:
        raise NothingChosen(_("Tick at least one talk."))
    return [ChosenTalk(talk_id=talk_id) for talk_id in ids]
