"""What readers use: the words by which talks are found, and programmes that they put together for themselves."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from events.event.models import Event
from events.extensions import Model


class TalkIndex(Model):
    """All words of a talk as events.kit.search keeps them; actions.index_talks writes it, whatever is searched.

    One plain table serves SQLite and PostgreSQL alike: the stems are made before, so neither database's own full
    text search (nor its idea of French) is needed, and reading a thousand talks' words takes some milliseconds.
    """

    talk_id: Mapped[int] = mapped_column(ForeignKey("talk.id", ondelete="CASCADE"), primary_key=True)
    words: Mapped[str] = mapped_column(Text)


class PersonalProgramme(Model):
    """Talks that a reader chose, behind a private link; nothing is known of her. `reference` makes the link."""

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    reference: Mapped[str] = mapped_column(String(8), unique=True)
    link_generation: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]

    event: Mapped[Event] = relationship()
    chosen: Mapped[list["ChosenTalk"]] = relationship(cascade="all, delete-orphan", passive_deletes=True)


class ChosenTalk(Model):
    """One talk of a personal programme."""

    programme_id: Mapped[int] = mapped_column(ForeignKey("personal_programme.id", ondelete="CASCADE"), primary_key=True)
    talk_id: Mapped[int] = mapped_column(ForeignKey("talk.id", ondelete="CASCADE"), primary_key=True, index=True)
