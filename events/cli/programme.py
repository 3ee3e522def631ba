"""`flask programme`: releasing, moving and cancelling, and inviting speakers, without the pages."""

from datetime import datetime
from zoneinfo import ZoneInfo

import click

from events.event.models import Event, Room
from events.event.queries import get_event, rooms_of
from events.kit import clock
from events.kit.commands import CommandGroup
from events.kit.localtime import is_doubled
from events.kit.text import clean_line
from events.programme import actions
from events.programme.models import Slot, Speaker, Talk
from events.programme.queries import draft_slots_of_talk, find_latest_release, find_speaker, find_talk, pending_changes
from events.programme.rules import SlotState

programme = CommandGroup("programme", help="The timetable: release it, move and cancel talks, invite speakers.")
commands = (programme,)


@programme.command("release")
@click.argument("slug", metavar="EVENT")
@click.option("--name", default="", help="What this version is called.")
def release(slug: str, name: str) -> None:
    """Publish the draft timetable of EVENT as its next version."""
    version = actions.release(the_event(slug), name=clean_line(name)[:100], now=clock.now())
    click.echo(f"Version {version.number} is public." if version else "Nothing has changed since the latest version.")


@programme.command("invite-speaker")
@click.argument("slug", metavar="EVENT")
@click.argument("speaker")
def invite_speaker(slug: str, speaker: str) -> None:
    """Mail SPEAKER (as in the address of her page) the link of her own page."""
    found = the_speaker(the_event(slug), speaker)
    if not found.person.email:
        raise click.ClickException(f"{found.person.name} has no e-mail address.")
    actions.invite_speaker(found, now=clock.now())
    click.echo(f"The link is on its way to {found.person.email}.")


@programme.command("move")
@click.argument("slug", metavar="EVENT")
@click.argument("talk")
@click.option("--starts-at", required=True, help="ISO; without an offset it is the event's wall time.")
@click.option("--room", default=None, help="Name of the room; without it the room stays.")
@click.option("--now", "at_once", is_flag=True, help="Publish the change at once.")
def move(slug: str, talk: str, starts_at: str, room: str | None, at_once: bool) -> None:
    """Move TALK in the draft timetable, or give it its first date."""
    event = the_event(slug)
    found = the_talk(event, talk)
    slot = next(iter(draft_slots_of_talk(found)), None)
    placement = new_placement(event, slot, starts_at, the_room(event, room) if room else None)
    if slot:
        actions.move_slot(slot, placement, found.duration, now=clock.now())
    else:
        slot = actions.add_slot(found, placement, found.duration, now=clock.now())
    click.echo(f"“{found.slug}” begins on {placement.starts_at:%Y-%m-%d at %H:%M} ({event.zone}).")
    publish(event, [slot.id], at_once)


@programme.command("cancel")
@click.argument("slug", metavar="EVENT")
@click.argument("talk")
@click.option("--reason", required=True, help="What the public reads.")
@click.option("--now", "at_once", is_flag=True, help="Publish the change at once.")
def cancel(slug: str, talk: str, reason: str, at_once: bool) -> None:
    """Cancel TALK in the draft timetable."""
    event = the_event(slug)
    found, words = the_talk(event, talk), clean_line(reason)[:500]
    if not words:
        raise click.ClickException("The reason is empty.")
    if all(slot.state == SlotState.CANCELLED for slot in draft_slots_of_talk(found)):
        raise click.ClickException(f"“{found.slug}” has no date, or is cancelled already.")
    actions.cancel_talk(found, {event.language: words}, now=clock.now())
    click.echo(f"“{found.slug}” is cancelled.")
    publish(event, [slot.id for slot in draft_slots_of_talk(found)], at_once)


@programme.command("index")
def index() -> None:
    """Keep anew the words by which all talks are found."""
    click.echo(f"{actions.index_all_talks()} talks can be searched.")


def publish(event: Event, slot_ids: list[int], at_once: bool) -> None:
    """These dates only: the rest of the draft stays one. An event that releases each change has done so already."""
    if at_once:
        actions.release(event, only=slot_ids, now=clock.now())
    latest = find_latest_release(event.id)
    if latest and not {change.slot_id for change in pending_changes(event.id)} & set(slot_ids):
        click.echo(f"Version {latest.number} is public.")
    else:
        click.echo(f"This stands in the draft: publish it with “flask programme release {event.slug}”.")


def the_event(slug: str) -> Event:
    try:
        return get_event(slug)
    except LookupError as error:
        raise click.ClickException(str(error)) from error


def the_talk(event: Event, slug: str) -> Talk:
    found = find_talk(event.id, slug)
    if found is None:
        raise click.ClickException(f"“{event.slug}” has no talk “{slug}”.")
    return found


def the_speaker(event: Event, slug: str) -> Speaker:
    found = find_speaker(event.id, slug)
    if found is None:
        raise click.ClickException(f"“{event.slug}” has no speaker “{slug}”.")
    return found


def the_room(event: Event, name: str) -> Room:
    found = [room for room in rooms_of(event.organisation_id) if room.name.casefold() == name.casefold()]
    if len(found) != 1:
        problem = "no room" if not found else "several rooms called"
        raise click.ClickException(f"The organisation has {problem} “{name}”.")
    return found[0]


def new_placement(event: Event, slot: Slot | None, starts_at: str, room: Room | None) -> actions.Placement:
    """The new time; the doors open as long before it as they did."""
    wall, fold = wall_time(starts_at, event.zone)
    room_id = room.id if room else slot.room_id if slot else None
    if slot is None or slot.doors_at is None:
        return actions.Placement(wall, room_id, None, fold)
    return actions.Placement(wall, room_id, wall - (slot.starts_at - slot.doors_at), fold)


def wall_time(text: str, zone: str) -> tuple[datetime, int]:
    """A wall time of the zone, and which of a doubled hour it is; an offset says so, without one it is refused."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise click.ClickException(f"--starts-at must be like 2026-01-29T18:30, not {text!r}.") from error
    if moment.tzinfo is not None:
        local = moment.astimezone(ZoneInfo(zone))
        return local.replace(tzinfo=None, fold=0), local.fold
    if is_doubled(moment, zone):
        raise click.ClickException(f"{text} comes twice in {zone}; write it with its offset, as in {text}+01:00.")
    return moment, 0
