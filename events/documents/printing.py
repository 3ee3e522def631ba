"""Printing an event's papers with the project's templates, in the language of the paper, within limits."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from flask import current_app
from flask_babel import force_locale
from flask_babel import gettext as _

from events.documents.badges import Badge, badge_sheets
from events.documents.call_sheet import call_sheet
from events.documents.congress import congress_programme
from events.documents.contents import released_programme
from events.documents.kept import fingerprint, kept
from events.documents.paper import Paper
from events.documents.programme import ProgrammePaper
from events.documents.season import season_booklet
from events.documents.sheets import DEFAULT_SHEET, SHEETS
from events.event.models import Event
from events.event.rules import EventKind
from events.kit.settings import settings
from events.registration.shown_calls import ShownCall


@dataclass(frozen=True)
class Patience:
    """Seconds that a paper may take, and seconds that one waits for a turn to draw it."""

    drawing: float
    waiting: float


VISITOR = Patience(30, 4)
ORGANISER = Patience(300, 60)


@dataclass(frozen=True)
class Sheets:
    """How badges come onto their sheets: ``sheet`` is a key of SHEETS, ``nudge_x`` and ``nudge_y`` are mm."""

    sheet: str = DEFAULT_SHEET
    start_at: int = 1
    nudge_x: float = 0
    nudge_y: float = 0


def print_programme(event: Event, paper: ProgrammePaper, patience: Patience) -> bytes:
    """The programme as PDF: day by day for a congress, else as a booklet. Raises PaperError."""
    compose = congress_programme if event.kind == EventKind.CONGRESS else season_booklet
    with force_locale(paper.language):
        return _draw(compose(current_app.jinja_env, paper), patience)


def print_badges(badges: Sequence[Badge], sheets: Sheets, language: str, patience: Patience) -> bytes:
    """Badges as PDF. Raises PaperError, and ValueError where the sheet hasn't got the label to start at."""
    with force_locale(language):
        paper = badge_sheets(
            current_app.jinja_env,
            badges,
            SHEETS[sheets.sheet],
            title=_("Badges"),
            language=language,
            start_at=sheets.start_at,
            nudge_x=sheets.nudge_x,
            nudge_y=sheets.nudge_y,
        )
        return _draw(paper, patience)


def print_call_sheet(event: Event, calls: Sequence[ShownCall], language: str, now: datetime) -> bytes:
    """The list of people to ring as PDF. Raises PaperError."""
    with force_locale(language):
        return _draw(call_sheet(current_app.jinja_env, event, calls, language, now), ORGANISER)


@dataclass(frozen=True)
class PublicProgramme:
    """The programme that readers get; ``state`` changes whenever its content does."""

    state: str
    content: Callable[[], bytes]


def public_programme(event: Event, language: str) -> PublicProgramme | None:
    """The programme of the latest release, drawn by the first who asks for its content. None without one.

    Seats taken raise the event's revision too, but leave the paper as it is: so its state comes from what it says,
    and is worked out again only when the revision has changed.
    """
    known: dict[tuple[int, str], tuple[tuple[int, int], str]] = current_app.extensions.setdefault("programmes", {})
    revisions = (event.revision, event.organisation.version)
    seen, state = known.get((event.id, language), (None, ""))
    if seen != revisions:
        paper = released_programme(event, language)
        if paper is None:
            return None
        state = fingerprint(paper, Path(current_app.root_path))
        known[event.id, language] = revisions, state
    return PublicProgramme(state, lambda: _kept_programme(event, language, state))


def _kept_programme(event: Event, language: str, state: str) -> bytes:
    def draw() -> bytes:
        paper = released_programme(event, language)
        if paper is None:
            raise LookupError("this programme has gone meanwhile")
        return print_programme(event, paper, VISITOR)

    return kept(papers_folder(), f"programme-{event.id}-{language}", state, draw, wait_seconds=VISITOR.waiting)


def papers_folder() -> Path:
    """Where papers are kept, and the locks of those being drawn."""
    return settings().instance / "papers"


def _draw(paper: Paper, patience: Patience) -> bytes:
    return paper.draw(papers_folder(), timeout_seconds=patience.drawing, wait_seconds=patience.waiting)
