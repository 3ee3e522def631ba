"""Addresses of events: made once from the title; old ones go on leading to the event."""

from datetime import datetime

from flask_babel import lazy_gettext as _
from slugify import slugify
from sqlalchemy import select

from events.activity.actions import note
from events.event.models import Event, FormerSlug
from events.event.rules import RESERVED_SLUGS, free_slug
from events.extensions import LocalisedText, db
from events.kit.errors import Refused
from events.kit.localised import in_language
from events.kit.transaction import transaction

LENGTH = 72


class SlugTaken(Refused):
    """The address is reserved, or leads or once led to another event; `slug` is what was wanted."""

    def __init__(self, slug: str) -> None:
        super().__init__(_("The address “%(slug)s” is taken. Choose another.", slug=slug))
        self.slug = slug


def slug_of(text: str) -> str:
    """Lower-case ASCII words joined by hyphens; '' when nothing can be made of the text."""
    return slugify(text, max_length=LENGTH, word_boundary=True, replacements=[("’", "-")])


def new_event_slug(title: LocalisedText, language: str, kind: str) -> str:
    """A free address for a new event."""
    wanted = slug_of(in_language(title, language))
    return free_slug(wanted, _taken_like(wanted or kind), otherwise=kind)


def change_slug(event: Event, wanted: str, *, now: datetime, account_id: int | None = None) -> None:
    """Give the event another address; the old one redirects. Raises SlugTaken, also when it is reserved."""
    slug = slug_of(wanted)
    with transaction():
        if slug == event.slug:
            return
        former = db.session.get(FormerSlug, slug)
        if not slug or slug in RESERVED_SLUGS or _is_used(slug) or (former and former.event_id != event.id):
            raise SlugTaken(slug or wanted)
        if former:
            db.session.delete(former)
        db.session.add(FormerSlug(slug=event.slug, event_id=event.id))
        note("address changed", f"event:{event.id}", now=now, account_id=account_id, event_key=f"event:{event.id}")
        event.slug = slug
        event.revision += 1


def refuse_taken(slug: str) -> None:
    """Raises SlugTaken when no new event can have this address."""
    if slug_of(slug) != slug or slug in _taken_like(slug):
        raise SlugTaken(slug)


def _is_used(slug: str) -> bool:
    return db.session.scalar(select(Event.id).filter_by(slug=slug)) is not None


def _taken_like(slug: str) -> set[str]:
    used = select(Event.slug).where(Event.slug.startswith(slug, autoescape=True))
    former = select(FormerSlug.slug).where(FormerSlug.slug.startswith(slug, autoescape=True))
    return {*db.session.scalars(used), *db.session.scalars(former), *RESERVED_SLUGS}
