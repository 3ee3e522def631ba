"""`flask programme import` and `export`: schedules of other programs, in and out."""

import sys
from datetime import datetime
from pathlib import Path

import click
from flask import current_app
from flask_babel import force_locale
from sqlalchemy import select

from events.cli.programme import programme, the_event
from events.event.actions import slug_of
from events.event.models import Event
from events.event.queries import find_event
from events.extensions import db
from events.kit import clock
from events.kit.errors import Refused
from events.kit.localised import in_language
from events.kit.settings import settings
from events.kit.text import clean_line
from events.kit.transaction import rehearsal, transaction
from events.people.actions import add_organisation
from events.people.models import Organisation
from events.people.queries import find_organisation
from events.programme.actions import create_event_for, import_schedule
from events.programme.exchange.reading import read_schedule
from events.programme.exchange.report import Mark, Report
from events.programme.exchange.setting import setting_from, setting_of
from events.programme.exchange.shape import Schedule
from events.programme.exchange.stored import draft_schedule, released_schedule
from events.programme.exchange.writing import FORMATS
from events.programme.queries import find_latest_release, pending_changes
from events.site.calendars import calendar_of_event
from events.site.openagenda import agenda_of
from events.site.queries import slots_for_agenda

commands: tuple[click.Command, ...] = ()
"""They belong to `flask programme`."""

WORDS = {Mark.MENDED: "mended", Mark.LEFT_OUT: "left out", Mark.DONE: "done"}


@programme.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--event", "slug", required=True, help="The event, as in its address.")
@click.option("--create", is_flag=True, help="Make the event when there is none.")
@click.option("--organisation", default="", help="Whose event it is; needed when there are several.")
@click.option("--unpublished", is_flag=True, help="A created event stays hidden until it is published on its page.")
@click.option("--dry-run", is_flag=True, help="Only say what would happen.")
def import_file(file: Path, slug: str, create: bool, organisation: str, unpublished: bool, dry_run: bool) -> None:
    """Read FILE, whatever kind of schedule it is, into the draft timetable of an event."""
    report, now = Report(), clock.now()
    known = find_event(slug) if create else the_event(slug)
    schedule = read_schedule(file.read_bytes(), report, setting_of(known) if known else setting_from(now.date()))
    with rehearsal() if dry_run else transaction():
        event = find_event(slug)
        if event is None:
            event = new_event(schedule, slug, organisation, now, published=not unpublished)
            report.done("The event is new.", slug)
        import_schedule(event, schedule, report, now=now)
        tell(report, schedule)
        if not dry_run:
            tell_what_next(event)
    if dry_run:
        click.echo("Nothing was stored: this was a dry run.")


@programme.command("export")
@click.argument("slug", metavar="EVENT")
@click.option("--format", "name", required=True, help="What kind of file: xml, json, csv, xlsx, ics or openagenda.")
@click.option("-o", "--output", type=click.Path(path_type=Path), default=None, help="The file to write.")
@click.option("--draft", is_flag=True, help="The draft timetable rather than the released one.")
def export_file(slug: str, name: str, output: Path | None, draft: bool) -> None:
    """Write the released timetable of EVENT as a file; without --output, to the standard output."""
    if name not in {*FORMATS, *PUBLIC_FILES}:
        raise Refused(f"There is no format “{name}”; there are: {', '.join([*FORMATS, *PUBLIC_FILES])}.")
    event = the_event(slug)
    content = public_file(event, name, draft) if name in PUBLIC_FILES else timetable_file(event, name, draft)
    if output is None:
        sys.stdout.buffer.write(content)
        return
    output.write_bytes(content)
    click.echo(f"{output}: {len(content) / 1024:.0f} kB")


def timetable_file(event: Event, name: str, draft: bool) -> bytes:
    released = None if draft else released_schedule(event)
    if released is None and not draft:
        click.echo("This timetable was never released: the file holds its draft.", err=True)
    return FORMATS[name].write(released or draft_schedule(event))


def public_file(event: Event, name: str, draft: bool) -> bytes:
    """A file as the public finds it on the site, with the addresses of its pages."""
    if draft:
        raise Refused(f"“{name}” tells what is public: leave out --draft.")
    with current_app.test_request_context(base_url=settings().base_url), force_locale(event.language):
        return PUBLIC_FILES[name](event)


def calendar_file(event: Event) -> bytes:
    return calendar_of_event(event, event.language)


def agenda_file(event: Event) -> bytes:
    return agenda_of(event, slots_for_agenda(event.id))


PUBLIC_FILES = {"ics": calendar_file, "openagenda": agenda_file}


def new_event(schedule: Schedule, slug: str, organisation: str, now: datetime, *, published: bool) -> Event:
    if slug_of(slug) != slug or not slug:
        raise Refused("An address is made of small letters, digits and hyphens, as in “forum-2026”.")
    owner = the_organisation(organisation, schedule.event.title or slug, now)
    return create_event_for(schedule, slug, owner, now=now, published=published)


def the_organisation(name: str, otherwise: str, now: datetime) -> Organisation:
    """The one named, or the only one; where there is none yet, a new one called like the schedule."""
    wanted = clean_line(name)
    if wanted:
        found = find_organisation(wanted)
        if found is None:
            raise Refused(f"There is no organisation “{wanted}”.")
        return found
    standing = db.session.scalars(select(Organisation).order_by(Organisation.name)).all()
    if len(standing) > 1:
        names = ", ".join(f"“{owner.name}”" for owner in standing)
        raise Refused(f"Say with --organisation whose event it is: {names}.")
    return standing[0] if standing else add_organisation(otherwise, now)


def tell(report: Report, schedule: Schedule) -> None:
    for line in report.lines:
        click.echo(f"{WORDS[line.mark]}: {line}")
    times = sum(1 for slot in schedule.slots if slot.talk)
    breaks = len(schedule.slots) - times
    click.echo(f"Talks: {len(schedule.talks)}, times: {times}, breaks: {breaks}.")


def tell_what_next(event: Event) -> None:
    """What is public of it, and what to do when it isn't."""
    title = in_language(event.title, event.language)
    if find_latest_release(event.id) and not pending_changes(event.id):
        click.echo(f"“{title}” is up to date at /{event.slug}/.")
    else:
        click.echo(f"This stands in the draft: publish it with “flask programme release {event.slug}”.")
