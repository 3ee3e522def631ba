"""A season and a congress with a few talks, as rows; to be called inside an application's context."""

from collections.abc import Sequence
from datetime import timedelta

from events.event.models import Event, Room
from events.extensions import db
from events.programme.models import ReleasedSlot, Talk
from events.programme.queries import find_latest_release
from events.registration.actions import register
from events.registration.models import Registration
from events.registration.rules import Claim, Source
from tests.factories import (
    LECTURE,
    NOW,
    PersonFactory,
    ReleasedSlotFactory,
    SlotFactory,
    SpeakerFactory,
    SpeakerProfileFactory,
    TalkSpeakerFactory,
    scheduled_talk,
)


def lecture(
    event: Event,
    *,
    title: str = "Mittelbau-Dora",
    slug: str = "mittelbau-dora",
    speaker: str = "Dominique Mathieu",
    room: Room | None = None,
    days: int = 0,
    **fields: object,
) -> Talk:
    """A published talk in the latest release, with a speaker from La Coupole and an abstract of two paragraphs."""
    texts = {"fr": title, "en": f"{title} in English"}
    abstract = {"fr": "Près de **Nordhausen**, des galeries.\n\nUn second paragraphe."}
    starts_at = LECTURE + timedelta(days=days)
    known: dict[str, object] = {"title": texts, "abstract": abstract, "slug": slug, "state": "published", **fields}
    talk = scheduled_talk(event, starts_at=starts_at, room=room, **known)
    person = PersonFactory.make(organisation=event.organisation, name=speaker)
    SpeakerProfileFactory.make(person=person, affiliation={"fr": "La Coupole"})
    TalkSpeakerFactory.make(talk=talk, speaker=SpeakerFactory.make(event=event, person=person))
    return talk


def pause(event: Event, kind: str = "break", title: str = "Déjeuner") -> None:
    """A break or a blocker two hours after the first lecture, in the draft and in the latest release."""
    times = {"starts_at": LECTURE + timedelta(hours=2), "ends_at": LECTURE + timedelta(hours=3), "zone": "Europe/Paris"}
    slot = SlotFactory.make(event=event, kind=kind, title={"fr": title}, **times)
    release = find_latest_release(event.id)
    ReleasedSlotFactory.make(
        release=release, slot=slot, kind=kind, title={"fr": title}, room=None, state="confirmed", **times
    )


def cancel_everywhere(talk: Talk, reason: str = "") -> None:
    for slot in [*talk.slots, *db.session.query(ReleasedSlot).filter_by(talk_id=talk.id)]:
        slot.state, slot.reason = "cancelled", {"fr": reason} if reason else {}
    db.session.commit()


def seat(event: Event, name: str, *talks: Talk, companions: Sequence[str] = ()) -> Registration:
    """Taken at the desk."""
    claim = Claim(
        name=name, companions=tuple(companions), talk_ids=tuple(talk.id for talk in talks), source=Source.DESK
    )
    return register(event, claim, now=NOW)
