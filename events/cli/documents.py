"""`flask documents`: papers as PDF files."""

from pathlib import Path

import click
from flask_babel import force_locale

from events.documents.call_sheet import calls_to_print
from events.documents.contents import released_programme
from events.documents.people import Wearers, badges_of
from events.documents.printing import ORGANISER, Sheets, print_badges, print_call_sheet, print_programme
from events.documents.sheets import DEFAULT_SHEET, SHEETS
from events.event.models import Event
from events.event.queries import find_event
from events.kit import clock
from events.kit.commands import CommandGroup
from events.kit.errors import Refused
from events.kit.pdf import PaperError, PapersBusy, PaperTooLarge, PaperTooLong
from events.programme.queries import find_talk

documents = CommandGroup("documents", help="Papers as PDF files.")
commands = (documents,)
KINDS = ("programme", "badges", "call-sheet")


@documents.command("build")
@click.argument("slug", metavar="EVENT")
@click.argument("kind")
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), help="The file to write.")
@click.option("--talk", "talk_slug", default="", help="Badges for this talk only.")
@click.option("--sheet", default=DEFAULT_SHEET, show_default=True, help="The make of the sheets of badges.")
@click.option("--start-at", default=1, show_default=True, help="The first free label of a sheet.")
def build(slug: str, kind: str, output: Path, talk_slug: str, sheet: str, start_at: int) -> None:
    """Draw a paper of an event: its programme, its badges, or the list of people to ring."""
    if kind not in KINDS:
        raise Refused(f"There is no paper “{kind}”; there are: {', '.join(KINDS)}.")
    event = find_event(slug)
    if event is None:
        raise Refused(f"There is no event “{slug}”.")
    try:
        content = drawn(event, kind, talk_slug, sheet, start_at)
    except PaperError as error:
        raise Refused(sentence_on(error)) from error
    output.write_bytes(content)
    click.echo(f"{output}: {len(content) / 1024:.0f} kB")


def drawn(event: Event, kind: str, talk_slug: str, sheet: str, start_at: int) -> bytes:
    if kind == "programme":
        return programme(event)
    if kind == "call-sheet":
        return people_to_ring(event)
    return badges(event, talk_slug, sheets(sheet, start_at))


def people_to_ring(event: Event) -> bytes:
    with force_locale(event.language):
        calls = calls_to_print(event, event.language)
    if not calls:
        raise Refused(f"Everybody in “{event.slug}” who has to know something knows it: there is nobody to ring.")
    return print_call_sheet(event, calls, event.language, clock.now())


def programme(event: Event) -> bytes:
    paper = released_programme(event, event.language)
    if paper is None:
        raise Refused(f"“{event.slug}” has no released talk yet: there is no programme to print.")
    return print_programme(event, paper, ORGANISER)


def badges(event: Event, talk_slug: str, chosen: Sheets) -> bytes:
    """Of everybody: people with a seat, speakers and the team; with a talk, of its attendees and speakers."""
    talk = find_talk(event.id, talk_slug) if talk_slug else None
    if talk_slug and talk is None:
        raise Refused(f"There is no talk “{talk_slug}” in “{event.slug}”.")
    wearers = {Wearers.ATTENDEES, Wearers.SPEAKERS} if talk else set(Wearers)
    found = badges_of(event, wearers, language=event.language, talk_id=talk.id if talk else None)
    if not found:
        raise Refused(f"Nobody in “{event.slug}” has a confirmed seat or a published talk: there is no badge to print.")
    return print_badges(found, chosen, event.language, ORGANISER)


def sheets(sheet: str, start_at: int) -> Sheets:
    if sheet not in SHEETS:
        raise Refused(f"There is no sheet “{sheet}”; there are: {', '.join(SHEETS)}.")
    if not 1 <= start_at <= SHEETS[sheet].per_page:
        raise Refused(f"A sheet of {sheet} has labels 1 to {SHEETS[sheet].per_page}.")
    return Sheets(sheet, start_at)


def sentence_on(error: PaperError) -> str:
    if isinstance(error, PapersBusy):
        return "Other papers are being drawn just now: try again in a few seconds."
    if isinstance(error, PaperTooLong | PaperTooLarge):
        return "This paper is too long to be drawn at once: print it talk by talk."
    return f"The paper could not be drawn: {error}"
