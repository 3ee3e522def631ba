"""Names and addresses of talks: a working title follows the date until somebody names the talk."""

from zoneinfo import ZoneInfo

from sqlalchemy import select

from events.event.actions import slug_of
from events.event.models import Event
from events.event.rules import free_slug
from events.extensions import LocalisedText, db
from events.kit.localised import in_language
from events.programme.models import FormerTalkSlug, Slot, Talk
from events.programme.rules.planning import working_title


def name_talk(talk: Talk, title: LocalisedText) -> None:
    """Write the title. The first real one gives the talk its address, too; the old one goes on leading there."""
    if title == talk.title:
        return
    talk.title = title
    if talk.has_working_title:
        talk.has_working_title = False
        _take_address(talk)


def follow_date(slot: Slot) -> None:
    """After a change of its date: a working title names the new day."""
    talk = slot.talk
    if talk is None or not talk.has_working_title:
        return
    day = slot.starts_at.astimezone(ZoneInfo(slot.zone)).date()
    title = working_title(talk.format.name if talk.format else None, day, slot.event.language)
    if title != talk.title:
        talk.title = title
        talk.version += 1


def taken_slugs(event_id: int) -> set[str]:
    """Addresses of the event's talks, former ones too."""
    used = select(Talk.slug).filter_by(event_id=event_id)
    former = select(FormerTalkSlug.slug).filter_by(event_id=event_id)
    return {*db.session.scalars(used), *db.session.scalars(former)}


def new_slug(event: Event, title: LocalisedText) -> str:
    wanted = slug_of(in_language(title, event.language))
    return free_slug(wanted, taken_slugs(event.id), otherwise="talk")


def _take_address(talk: Talk) -> None:
    if slug_of(in_language(talk.title, talk.event.language)) == talk.slug:
        return
    db.session.add(FormerTalkSlug(event_id=talk.event_id, slug=talk.slug, talk_id=talk.id))
    talk.slug = new_slug(talk.event, talk.title)
