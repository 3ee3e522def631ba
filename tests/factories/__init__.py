"""One factory for each model. They commit, so they are used outside of `transaction()`."""

import uuid
from datetime import UTC, date, datetime, timedelta
from typing import Any, Generic, TypeVar, cast

from factory.alchemy import SQLAlchemyModelFactory
from factory.declarations import LazyFunction, RelatedFactory, Sequence, SubFactory
from sqlalchemy import select

from events.event.models import Event, EventCapacity, NewsItem, Partner, Room, TeamMember, Track, Venue
from events.extensions import db
from events.kit.tokens import new_reference
from events.people.models import Account, Membership, Organisation, Person, SpeakerProfile
from events.programme.models import (
    Release,
    ReleasedSlot,
    Slot,
    Speaker,
    Subject,
    Talk,
    TalkCapacity,
    TalkFormat,
    TalkMaterial,
    TalkSpeaker,
    TalkSubject,
)

T = TypeVar("T")
NOW = datetime(2026, 1, 15, 9, 0, tzinfo=UTC)
"""10 o'clock in Calais, two weeks before the lecture."""

LECTURE = datetime(2026, 1, 29, 17, 30, tzinfo=UTC)
"""18 h 30 in Calais."""


class Committed(SQLAlchemyModelFactory, Generic[T]):
    class Meta:
        abstract = True
        sqlalchemy_session = db.session
        sqlalchemy_session_persistence = "commit"

    @classmethod
    def make(cls, **fields: Any) -> T:
        """One row, with the given fields."""
        return cast("T", cls(**fields))


class OrganisationFactory(Committed[Organisation]):
    class Meta:
        model = Organisation

    name = Sequence(lambda n: f"Université du temps libre {n}")
    email = "contact@utl.example"
    phone = "03 53 01 42 10"
    phone_hours = {"fr": "du lundi au vendredi, de 9 h à 12 h", "en": "Monday to Friday, 9 am to noon"}
    phone_people: dict[str, str] = {}
    street = "4 rue des Tullistes"
    postcode = "62100"
    town = "Calais"
    created_at = NOW


class AccountFactory(Committed[Account]):
    class Meta:
        model = Account

    email = Sequence(lambda n: f"account{n}@utl.example")
    name = "Ada Delattre"
    fs_uniquifier = LazyFunction(lambda: uuid.uuid4().hex)
    created_at = NOW


class MembershipFactory(Committed[Membership]):
    class Meta:
        model = Membership

    account = SubFactory(AccountFactory)
    organisation = SubFactory(OrganisationFactory)
    role = "organiser"


class PersonFactory(Committed[Person]):
    class Meta:
        model = Person

    organisation = SubFactory(OrganisationFactory)
    name = "Dominique Mathieu"
    created_at = NOW


class SpeakerProfileFactory(Committed[SpeakerProfile]):
    class Meta:
        model = SpeakerProfile

    person = SubFactory(PersonFactory)


class EventCapacityFactory(Committed[EventCapacity]):
    class Meta:
        model = EventCapacity

    limit = None


class EventFactory(Committed[Event]):
    class Meta:
        model = Event

    organisation = SubFactory(OrganisationFactory)
    slug = Sequence(lambda n: f"saison-{n}")
    kind = "season"
    state = "published"
    title = {"fr": "Les conférences du jeudi", "en": "The Thursday lectures"}
    starts_on = date(2025, 10, 1)
    ends_on = date(2026, 6, 30)
    release_mode = "immediate"
    registration_state = "open"
    registration_scope = "talk"
    created_at = NOW
    capacity = RelatedFactory(EventCapacityFactory, factory_related_name="event")


class TeamMemberFactory(Committed[TeamMember]):
    class Meta:
        model = TeamMember

    event = SubFactory(EventFactory)
    account = SubFactory(AccountFactory)
    role = "desk"


class NewsFactory(Committed[NewsItem]):
    class Meta:
        model = NewsItem

    event = SubFactory(EventFactory)
    slug = Sequence(lambda n: f"nouvelle-{n}")
    title = {"fr": "Un soir à la télévision", "en": "An evening on television"}
    text = {"fr": "Une **soirée** depuis La Coupole."}
    published_at = NOW
    created_at = NOW


class PartnerFactory(Committed[Partner]):
    class Meta:
        model = Partner

    event = SubFactory(EventFactory)
    name = "La Coupole"


class VenueFactory(Committed[Venue]):
    class Meta:
        model = Venue

    name = "Maison des associations"
    street = "12 quai des Tullistes"
    postcode = "62100"
    town = "Calais"


class RoomFactory(Committed[Room]):
    class Meta:
        model = Room

    venue = SubFactory(VenueFactory)
    name = Sequence(lambda n: f"Salle {n}")
    slug = Sequence(lambda n: f"salle-{n}")
    seats = 150


class TrackFactory(Committed[Track]):
    class Meta:
        model = Track

    event = SubFactory(EventFactory)
    slug = Sequence(lambda n: f"theme-{n}")
    name = {"fr": "Mémoire", "en": "Memory"}


class TalkFormatFactory(Committed[TalkFormat]):
    class Meta:
        model = TalkFormat

    event_id: Any = None
    slug = Sequence(lambda n: f"format-{n}")
    kind = "lecture"
    name = {"fr": "Conférence", "en": "Lecture"}
    duration = 90


class TalkCapacityFactory(Committed[TalkCapacity]):
    class Meta:
        model = TalkCapacity

    limit = 150


class TalkFactory(Committed[Talk]):
    class Meta:
        model = Talk

    event = SubFactory(EventFactory)
    guid = LazyFunction(lambda: str(uuid.uuid4()))
    slug = Sequence(lambda n: f"conference-{n}")
    state = "published"
    title = {"fr": "Mittelbau-Dora : un camp de concentration secret très meurtrier"}
    duration = 90
    created_at = NOW
    capacity = RelatedFactory(TalkCapacityFactory, factory_related_name="talk")


class SpeakerFactory(Committed[Speaker]):
    class Meta:
        model = Speaker

    event = SubFactory(EventFactory)
    person = SubFactory(PersonFactory)
    slug = Sequence(lambda n: f"speaker-{n}")
    reference = LazyFunction(new_reference)


class TalkSpeakerFactory(Committed[TalkSpeaker]):
    class Meta:
        model = TalkSpeaker

    position = 0


class SubjectFactory(Committed[Subject]):
    class Meta:
        model = Subject

    organisation_id: Any = None
    slug = Sequence(lambda n: f"sujet-{n}")
    name = {"fr": "Déportation", "en": "Deportation"}


class TalkSubjectFactory(Committed[TalkSubject]):
    class Meta:
        model = TalkSubject


class TalkMaterialFactory(Committed[TalkMaterial]):
    class Meta:
        model = TalkMaterial

    talk = SubFactory(TalkFactory)
    kind = "slides"
    url = "https://example.org/slides"


class SlotFactory(Committed[Slot]):
    class Meta:
        model = Slot

    guid = LazyFunction(lambda: str(uuid.uuid4()))
    starts_at = LECTURE
    ends_at = LECTURE + timedelta(minutes=90)
    zone = "Europe/Paris"
    wall_start = "2026-01-29T18:30:00"


class ReleaseFactory(Committed[Release]):
    class Meta:
        model = Release

    number = 1
    created_at = NOW


class ReleasedSlotFactory(Committed[ReleasedSlot]):
    class Meta:
        model = ReleasedSlot


def scheduled_talk(event: Event, *, starts_at: datetime = LECTURE, room: Room | None = None, **fields: Any) -> Talk:
    """A talk with one slot, as the latest release of its event shows it."""
    talk = TalkFactory.make(event=event, **fields)
    times = {"starts_at": starts_at, "ends_at": starts_at + timedelta(minutes=90), "zone": "Europe/Paris"}
    slot = SlotFactory.make(event=event, talk=talk, room=room, **times)
    release = db.session.scalar(select(Release).filter_by(event_id=event.id)) or ReleaseFactory.make(event=event)
    ReleasedSlotFactory.make(release=release, slot=slot, talk=talk, room=room, kind="talk", state="confirmed", **times)
    return talk
