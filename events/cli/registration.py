"""`flask registration`: opening, the desk's entry, and who is registered."""

import sys
from pathlib import Path

import click

from events.event.actions import set_event_limit, set_registration
from events.event.models import Event
from events.event.queries import find_event
from events.event.rules import RegistrationScope, RegistrationState
from events.kit import clock
from events.kit.commands import CommandGroup
from events.kit.fields import normal_email
from events.kit.text import clean_line, shorten
from events.programme.actions import open_talk, set_talk_limit
from events.programme.models import Talk
from events.programme.queries import find_talk
from events.registration.actions import erase_expired, open_now, register
from events.registration.exchange import FORMATS, registrations_file
from events.registration.models import Registration
from events.registration.queries import registrations_of
from events.registration.queries.erasing import expired, expired_events
from events.registration.queries.lists import Wanted
from events.registration.rules import NAME_LENGTH, Claim, SeatState, Source

registration = CommandGroup("registration", help="Opening registration, the desk, and who is registered.")
commands = (registration,)


@registration.command("open")
@click.argument("slug", metavar="EVENT")
@click.option("--talk", "talk_slug", help="Only this talk, whatever its date.")
@click.option("--capacity", type=click.IntRange(min=0), help="So many seats.")
@click.option("--scope", type=click.Choice([str(scope) for scope in RegistrationScope]))
def open_registration(slug: str, talk_slug: str | None, capacity: int | None, scope: str | None) -> None:
    """Let people register for an event, or for one of its talks."""
    event, now = _event(slug), clock.now()
    talk = _talk(event, talk_slug) if talk_slug else None
    set_registration(event, RegistrationState.OPEN, now=now, scope=RegistrationScope(scope) if scope else None)
    if talk:
        open_talk(talk, now=now)
    open_now(event, talk.id if talk else None, now=now)
    if capacity is not None:
        _limit(event, talk, capacity)
    click.echo(f"Registration for {talk_slug or slug} is open.")


@registration.command("close")
@click.argument("slug", metavar="EVENT")
def close_registration(slug: str) -> None:
    """Take no more registrations from the public."""
    set_registration(_event(slug), RegistrationState.CLOSED, now=clock.now())
    click.echo(f"Registration for {slug} is closed.")


@registration.command("add")
@click.argument("slug", metavar="EVENT")
@click.option("--name", required=True)
@click.option("--email", default="")
@click.option("--phone", default="")
@click.option("--talk", "talk_slugs", multiple=True, help="May be repeated.")
def add(slug: str, name: str, email: str, phone: str, talk_slugs: tuple[str, ...]) -> None:
    """Register somebody as the desk does; prints the number, then the lines that `list` prints."""
    event = _event(slug)
    claim = Claim(
        name=_name(name),
        email=normal_email(clean_line(email)) if email else "",
        phone=shorten(clean_line(phone), 40),
        talk_ids=tuple(_talk(event, talk_slug).id for talk_slug in talk_slugs),
        language=event.language,
        source=Source.DESK,
    )
    made = register(event, claim, now=clock.now())
    click.echo(made.number)
    _print(made)


@registration.command("list")
@click.argument("slug", metavar="EVENT")
@click.option("--talk", "talk_slug")
def list_registrations(slug: str, talk_slug: str | None) -> None:
    """Name, state, seats, talk: tab-separated lines, one for each registration and talk."""
    event = _event(slug)
    talk = _talk(event, talk_slug) if talk_slug else None
    for found in registrations_of(event.id, talk_id=talk.id if talk else None):
        _print(found, talk.id if talk else None)


@registration.command("erase")
@click.option("--dry-run", is_flag=True, help="Only says what would go.")
def erase(dry_run: bool) -> None:
    """Erase the names of events that have been over for longer than names are kept; numbers stay."""
    now = clock.now()
    found = [expired(event) for event in expired_events(now)]
    for one in found:
        click.echo(
            f"{one.event.slug}\t{one.registrations} registrations\t{one.names} names\t{one.messages} messages\t"
            f"{one.invitations} invitations\tdue since {one.since.isoformat()}"
        )
    if dry_run:
        click.echo(f"{sum(one.registrations for one in found)} registrations would be erased; nothing was changed.")
    else:
        click.echo(f"{erase_expired(now)} registrations are erased.")


@registration.command("export")
@click.argument("slug", metavar="EVENT")
@click.option("--format", "name", type=click.Choice(list(FORMATS)), required=True)
@click.option("-o", "--output", type=click.Path(dir_okay=False, writable=True, path_type=Path), help="The file.")
def export(slug: str, name: str, output: Path | None) -> None:
    """Who is registered as a sheet; without --output, to the standard output."""
    content = registrations_file(_event(slug), Wanted(), name)
    if output is None:
        sys.stdout.buffer.write(content)
        return
    try:
        output.write_bytes(content)
    except OSError as error:
        raise click.ClickException(f"{output} can’t be written: {error.strerror}.") from error
    click.echo(f"{output}: {len(content) / 1024:.0f} kB")


def _print(found: Registration, talk_id: int | None = None) -> None:
    for talk in dict.fromkeys(seat.talk for seat in found.seats if talk_id in {None, seat.talk_id}):
        seats = [seat for seat in found.seats if seat.talk is talk]
        live = [seat for seat in seats if seat.state != SeatState.CANCELLED]
        state = live[0].state if live else SeatState.CANCELLED
        click.echo(f"{found.person.name}\t{state}\t{len(live or seats)}\t{talk.slug if talk else ''}")


def _limit(event: Event, talk: Talk | None, capacity: int) -> None:
    if talk:
        set_talk_limit(talk, capacity, now=clock.now())
    else:
        set_event_limit(event, capacity, now=clock.now())


def _event(slug: str) -> Event:
    event = find_event(slug)
    if event is None:
        raise click.ClickException(f"There is no event “{slug}”.")
    return event


def _talk(event: Event, slug: str) -> Talk:
    talk = find_talk(event.id, slug)
    if talk is None:
        raise click.ClickException(f"{event.slug} has no talk “{slug}”.")
    return talk


def _name(text: str) -> str:
    name = shorten(clean_line(text), NAME_LENGTH)
    if not name:
        raise click.ClickException("Please give a name.")
    return name
