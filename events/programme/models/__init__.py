"""Talks and who gives them, the draft timetable, its releases, and the seats of each talk."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from events.event.models import Event, Room, Track
from events.extensions import LocalisedText, Model
from events.kit.database import Editable, new_guid, one_of
from events.people.models import Person, Picture
from events.programme.models.conflicts import IntendedOverlap, SpeakerAvailability
from events.programme.models.content import FormerSubjectSlug, Subject, TalkMaterial, TalkSubject
from events.programme.models.proposals import TimetableProposal
from events.programme.models.readers import ChosenTalk, PersonalProgramme, TalkIndex
from events.programme.models.timetable import TimetableEdit
from events.programme.rules import FormatKind, SlotKind, SlotState, TalkState

__all__ = [
    "ChosenTalk",
    "FormerSubjectSlug",
    "FormerTalkSlug",
    "IntendedOverlap",
    "PersonalProgramme",
    "Release",
    "ReleasedSlot",
    "Slot",
    "Speaker",
    "SpeakerAvailability",
    "Subject",
    "Talk",
    "TalkCapacity",
    "TalkFormat",
    "TalkIndex",
    "TalkMaterial",
    "TalkSpeaker",
    "TalkSubject",
    "TimetableEdit",
    "TimetableProposal",
]


class TalkFormat(Model):
    """Lecture, workshop, outing …: what an item of the programme is, and its usual length in minutes."""

    __table_args__ = (UniqueConstraint("event_id", "slug"), one_of("kind", FormatKind))

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    slug: Mapped[str] = mapped_column(String(80))
    kind: Mapped[str] = mapped_column(String(16))
    name: Mapped[LocalisedText]
    duration: Mapped[int]


class TalkSeries(Model):
    """Talks made in one act from the dates of a term: who made them and when, to be deleted together while empty."""

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    created_at: Mapped[datetime]
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))


class Talk(Editable, Model):
    """An item of the programme. Its texts go live when saved; its times only with a release.

    `has_working_title` until somebody names it: « Conférence du jeudi 8 octobre », which follows its date.

    `admission` overrides the event's; `bookable` False means that one simply comes;
    `registration_opened_at` is set when it was opened by itself, perhaps after its date.
    An imported talk keeps the `code` that its own system knows it by, and what its file says about recordings.
    """

    __table_args__ = (
        UniqueConstraint("event_id", "slug"),
        one_of("state", TalkState),
        CheckConstraint("duration > 0", name="duration"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    guid: Mapped[str] = mapped_column(String(36), unique=True)
    slug: Mapped[str] = mapped_column(String(80))
    state: Mapped[str] = mapped_column(String(16), default=TalkState.DRAFT)
    title: Mapped[LocalisedText]
    has_working_title: Mapped[bool] = mapped_column(default=False)
    subtitle: Mapped[LocalisedText] = mapped_column(default=dict)
    abstract: Mapped[LocalisedText] = mapped_column(default=dict)
    description: Mapped[LocalisedText] = mapped_column(default=dict)
    admission: Mapped[LocalisedText] = mapped_column(default=dict)
    language: Mapped[str] = mapped_column(String(2), default="fr")
    duration: Mapped[int]
    code: Mapped[str] = mapped_column(String(40), default="")
    do_not_record: Mapped[bool] = mapped_column(default=False)
    licence: Mapped[str] = mapped_column(String(200), default="")
    bookable: Mapped[bool] = mapped_column(default=True)
    registration_opened_at: Mapped[datetime | None]
    series_id: Mapped[int | None] = mapped_column(ForeignKey("talk_series.id"), index=True)
    format_id: Mapped[int | None] = mapped_column(ForeignKey("talk_format.id"))
    track_id: Mapped[int | None] = mapped_column(ForeignKey("track.id"))
    picture_id: Mapped[int | None] = mapped_column(ForeignKey("picture.id"))
    created_at: Mapped[datetime]

    event: Mapped[Event] = relationship()
    format: Mapped[TalkFormat | None] = relationship()
    track: Mapped[Track | None] = relationship()
    picture: Mapped[Picture | None] = relationship()
    capacity: Mapped["TalkCapacity"] = relationship(back_populates="talk", cascade="all, delete-orphan")
    slots: Mapped[list["Slot"]] = relationship(back_populates="talk", order_by="Slot.starts_at")
    talk_speakers: Mapped[list["TalkSpeaker"]] = relationship(
        back_populates="talk", order_by="TalkSpeaker.position", cascade="all, delete-orphan"
    )
    materials: Mapped[list[TalkMaterial]] = relationship(back_populates="talk", order_by="TalkMaterial.position")
    subjects: Mapped[list[Subject]] = relationship(secondary="talk_subject", order_by="Subject.slug", viewonly=True)

    @property
    def speakers(self) -> list["Speaker"]:
        return [row.speaker for row in self.talk_speakers]

    @property
    def is_to_complete(self) -> bool:
        """A draft that has no title or no speaker yet."""
        return self.state == TalkState.DRAFT and (self.has_working_title or not self.talk_speakers)


class FormerTalkSlug(Model):
    """An address that once led to a talk: it redirects."""

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), primary_key=True)
    talk_id: Mapped[int] = mapped_column(ForeignKey("talk.id"))


class TalkCapacity(Model):
    """Seats of one talk: what registration locks. `limit` None is without; `kept` free ones aren't public."""

    __table_args__ = (CheckConstraint("taken >= 0 AND waiting >= 0", name="counts"),)

    talk_id: Mapped[int] = mapped_column(ForeignKey("talk.id"), primary_key=True)
    limit: Mapped[int | None]
    taken: Mapped[int] = mapped_column(default=0)
    waiting: Mapped[int] = mapped_column(default=0)
    kept: Mapped[int] = mapped_column(default=0)

    talk: Mapped[Talk] = relationship(back_populates="capacity")


class Speaker(Editable, Model):
    """A person who speaks at an event; `reference` and `link_generation` make the link of her own page.

    `version` counts the edits of her availability; her texts are the person's, and have their own.
    `guid` and `number` are what files of the schedule call her.
    """

    __table_args__ = (UniqueConstraint("event_id", "slug"), UniqueConstraint("event_id", "person_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    slug: Mapped[str] = mapped_column(String(80))
    guid: Mapped[str] = mapped_column(String(36), default=new_guid)
    number: Mapped[int | None] = mapped_column(BigInteger)
    reference: Mapped[str] = mapped_column(String(8), unique=True)
    link_generation: Mapped[int] = mapped_column(default=0)
    invited_at: Mapped[datetime | None]

    event: Mapped[Event] = relationship()
    person: Mapped[Person] = relationship(lazy="joined", innerjoin=True)
    talk_speakers: Mapped[list["TalkSpeaker"]] = relationship(back_populates="speaker")
    availability: Mapped[list[SpeakerAvailability]] = relationship(
        order_by=SpeakerAvailability.starts_at, cascade="all, delete-orphan", passive_deletes=True
    )


class TalkSpeaker(Model):
    """Who gives a talk, in the order in which they are named."""

    talk_id: Mapped[int] = mapped_column(ForeignKey("talk.id"), primary_key=True)
    speaker_id: Mapped[int] = mapped_column(ForeignKey("speaker.id"), primary_key=True, index=True)
    position: Mapped[int]

    talk: Mapped[Talk] = relationship(back_populates="talk_speakers")
    speaker: Mapped[Speaker] = relationship(back_populates="talk_speakers", lazy="joined", innerjoin=True)


class Slot(Editable, Model):
    """A time in the draft timetable; id and guid outlive every edit, for invitations and feeds hang on them.

    Instants in UTC; `zone` and `wall_start` (ISO, local) keep what was typed, so that a change of a zone's
    rules can be noticed. `doors_at` is the instant when the doors open, `postponed_from` when it was planned before
    it was postponed, `reason` why it was cancelled or postponed. `number` is what an imported file calls it.
    """

    __table_args__ = (
        one_of("state", SlotState),
        one_of("kind", SlotKind),
        CheckConstraint("ends_at > starts_at", name="times_in_order"),
        CheckConstraint("(kind = 'talk') = (talk_id IS NOT NULL)", name="talk_of_kind"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    guid: Mapped[str] = mapped_column(String(36), unique=True)
    number: Mapped[int | None] = mapped_column(BigInteger)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    kind: Mapped[str] = mapped_column(String(16), default=SlotKind.TALK)
    talk_id: Mapped[int | None] = mapped_column(ForeignKey("talk.id"), index=True)
    title: Mapped[LocalisedText] = mapped_column(default=dict)
    room_id: Mapped[int | None] = mapped_column(ForeignKey("room.id"), index=True)
    starts_at: Mapped[datetime] = mapped_column(index=True)
    ends_at: Mapped[datetime]
    doors_at: Mapped[datetime | None]
    zone: Mapped[str] = mapped_column(String(64))
    wall_start: Mapped[str] = mapped_column(String(19))
    state: Mapped[str] = mapped_column(String(16), default=SlotState.CONFIRMED)
    postponed_from: Mapped[datetime | None]
    reason: Mapped[LocalisedText] = mapped_column(default=dict)

    event: Mapped[Event] = relationship()
    talk: Mapped[Talk | None] = relationship(back_populates="slots")
    room: Mapped[Room | None] = relationship()


class Release(Model):
    """A published version of the timetable, numbered from 1 in its event."""

    __table_args__ = (UniqueConstraint("event_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    number: Mapped[int]
    name: Mapped[str] = mapped_column(String(100), default="")
    created_at: Mapped[datetime]
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))

    event: Mapped[Event] = relationship()
    slots: Mapped[list["ReleasedSlot"]] = relationship(
        back_populates="release", order_by="ReleasedSlot.starts_at", cascade="all, delete-orphan"
    )


class ReleasedSlot(Model):
    """A slot as one release froze it: talk, start, end, room and state."""

    __table_args__ = (one_of("state", SlotState), one_of("kind", SlotKind))

    release_id: Mapped[int] = mapped_column(ForeignKey("release.id"), primary_key=True)
    slot_id: Mapped[int] = mapped_column(ForeignKey("slot.id"), primary_key=True, index=True)
    kind: Mapped[str] = mapped_column(String(16))
    talk_id: Mapped[int | None] = mapped_column(ForeignKey("talk.id"), index=True)
    title: Mapped[LocalisedText] = mapped_column(default=dict)
    room_id: Mapped[int | None] = mapped_column(ForeignKey("room.id"))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    doors_at: Mapped[datetime | None]
    zone: Mapped[str] = mapped_column(String(64))
    state: Mapped[str] = mapped_column(String(16))
    postponed_from: Mapped[datetime | None]
    reason: Mapped[LocalisedText] = mapped_column(default=dict)

    release: Mapped[Release] = relationship(back_populates="slots")
    slot: Mapped[Slot] = relationship()
    talk: Mapped[Talk | None] = relationship()
    room: Mapped[Room | None] = relationship()
