"""Programmes that readers put together, found by their private links."""

from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from events.extensions import db
from events.kit.tokens import is_link_token, reference_in
from events.programme.models import PersonalProgramme, Talk
from events.programme.rules import TalkState

PROGRAMME_LINK = "programme"
"""The kind of such a link's token (kit.tokens)."""


def find_personal_programme(event_id: int, token: str) -> PersonalProgramme | None:
    """Of this event, with the ids of its talks; None for a link that was never given out, or not any more."""
    query = select(PersonalProgramme).filter_by(event_id=event_id, reference=reference_in(token))
    found = db.session.scalar(query.options(selectinload(PersonalProgramme.chosen)))
    if found and is_link_token(token, PROGRAMME_LINK, found.reference, found.link_generation):
        return found
    return None


def public_talk_ids(event_id: int, among: Collection[int]) -> Sequence[int]:
    """Which of these ids are published talks of the event."""
    query = select(Talk.id).where(Talk.event_id == event_id, Talk.state == TalkState.PUBLISHED, Talk.id.in_(among))
    return db.session.scalars(query.order_by(Talk.id)).all()
