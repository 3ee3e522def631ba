"""News of an event: written, published, taken back, deleted."""

from dataclasses import asdict, dataclass, field
from datetime import datetime

from sqlalchemy import select

from events.activity.actions import note
from events.event.actions.events import raise_revision
from events.event.actions.slugs import slug_of
from events.event.models import Event, NewsItem
from events.event.rules import free_slug
from events.extensions import LocalisedText, db
from events.kit.database import take_version
from events.kit.localised import in_language
from events.kit.transaction import transaction


@dataclass(frozen=True)
class NewsDetails:
    """What an organiser writes; `text` is Markdown."""

    title: LocalisedText
    text: LocalisedText = field(default_factory=dict)
    picture_id: int | None = None
    pinned: bool = False


def add_news(event: Event, details: NewsDetails, *, now: datetime, account_id: int | None = None) -> NewsItem:
    """A draft with an address from its title."""
    with transaction():
        taken = set(db.session.scalars(select(NewsItem.slug).filter_by(event_id=event.id)))
        slug = free_slug(slug_of(in_language(details.title, event.language)), taken, otherwise="news")
        item = NewsItem(event_id=event.id, slug=slug, created_at=now, **asdict(details))
        db.session.add(item)
        db.session.flush()
        _note("added", item, now, account_id)
    return item


def edit_news(
    item: NewsItem, version: int, details: NewsDetails, *, now: datetime, account_id: int | None = None
) -> None:
    """Raises kit.database.Stale when somebody saved it since `version`."""
    with transaction():
        db.session.refresh(item, with_for_update={"of": NewsItem})
        take_version(item, version)
        for name, value in asdict(details).items():
            setattr(item, name, value)
        _note("edited", item, now, account_id)


def publish_news(item: NewsItem, *, now: datetime, account_id: int | None = None) -> None:
    """Let the public read it; the day on which it was first published stays."""
    with transaction():
        db.session.refresh(item, with_for_update={"of": NewsItem})
        if item.published_at is None:
            item.published_at = now
            _note("published", item, now, account_id)


def take_back_news(item: NewsItem, *, now: datetime, account_id: int | None = None) -> None:
    """A draft again."""
    with transaction():
        db.session.refresh(item, with_for_update={"of": NewsItem})
        if item.published_at is not None:
            item.published_at = None
            _note("taken back", item, now, account_id)


def delete_news(item: NewsItem, *, now: datetime, account_id: int | None = None) -> None:
    with transaction():
        _note("deleted", item, now, account_id)
        db.session.delete(item)


def _note(verb: str, item: NewsItem, now: datetime, account_id: int | None) -> None:
    raise_revision(item.event_id)
    note(verb, f"news:{item.id}", now=now, account_id=account_id, event_key=f"event:{item.event_id}")
