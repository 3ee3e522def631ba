"""Whom a change of talks concerns."""

from collections.abc import Collection

from sqlalchemy import select

from events.extensions import db
from events.people.models import Person
from events.programme.models import Speaker, TalkSpeaker
from events.programme.rules import Audience
from events.programme.signals import audience_asked


def audience_of(talk_ids: Collection[int]) -> Audience:
    """People who hold or wait for a seat of these talks, counted by the rooms above, which know them."""
    known = [found for _, found in audience_asked.send(None, talk_ids=list(talk_ids))] if talk_ids else []
    return Audience(
        by_mail=sum(found.by_mail for found in known),
        waiting=sum(found.waiting for found in known),
        by_telephone=sum(found.by_telephone for found in known),
    )


def speakers_reached(talk_ids: Collection[int]) -> int:
    """Speakers of these talks whose calendar is kept: invited, with an e-mail."""
    given = select(TalkSpeaker.speaker_id).where(TalkSpeaker.talk_id.in_(list(talk_ids)))
    query = select(Speaker.id).join(Speaker.person).where(Speaker.id.in_(given), Speaker.invited_at.is_not(None))
    return len(db.session.scalars(query.where(Person.email != "")).all())
