"""What readers find around a talk: its subjects, and what remains of it (slides, a recording, links)."""

from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from events.extensions import LocalisedText, Model
from events.kit.database import Editable, one_of
from events.people.models import Organisation
from events.programme.rules import MaterialKind

if TYPE_CHECKING:
    from events.programme.models import Talk


class Subject(Editable, Model):
    """What talks of any event of an organisation are about; its address is made from its first name."""

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    name: Mapped[LocalisedText]

    organisation: Mapped[Organisation] = relationship()


class FormerSubjectSlug(Model):
    """The address of a subject that was merged into another: it redirects."""

    slug: Mapped[str] = mapped_column(String(80), primary_key=True)
    subject_id: Mapped[int] = mapped_column(ForeignKey("subject.id"), index=True)

    subject: Mapped[Subject] = relationship()


class TalkSubject(Model):
    """A talk is about a subject."""

    talk_id: Mapped[int] = mapped_column(ForeignKey("talk.id"), primary_key=True)
    subject_id: Mapped[int] = mapped_column(ForeignKey("subject.id"), primary_key=True, index=True)


class TalkMaterial(Editable, Model):
    """Something to read, see or hear of a talk: a link, or a kept PDF (`file` is a random name, `size` in bytes).

    `minutes` is how long a recording lasts. `speaker_id` says which speaker added it, None an organiser.
    `word` is what an imported file calls its kind.
    """

    __table_args__ = (
        one_of("kind", MaterialKind),
        CheckConstraint("(url = '') <> (file IS NULL)", name="link_or_file"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    talk_id: Mapped[int] = mapped_column(ForeignKey("talk.id"), index=True)
    kind: Mapped[str] = mapped_column(String(16))
    word: Mapped[str] = mapped_column(String(40), default="")
    title: Mapped[LocalisedText] = mapped_column(default=dict)
    url: Mapped[str] = mapped_column(String(500), default="")
    file: Mapped[str | None] = mapped_column(String(64), unique=True)
    size: Mapped[int | None]
    minutes: Mapped[int | None]
    position: Mapped[int] = mapped_column(default=0)
    speaker_id: Mapped[int | None] = mapped_column(ForeignKey("speaker.id"), index=True)

    talk: Mapped["Talk"] = relationship(back_populates="materials")
