"""Badge sheets through our templates and limited child, against WeasyPrint without our code in a child of its own."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from app import create_app
from benchmarks.figures import Figure, Figures, in_turn, milliseconds
from benchmarks.places import Place
from events.config import read_settings
from events.documents.badges import Badge, Role
from events.documents.printing import ORGANISER, Sheets, print_badges
from events.documents.typefaces import FOLDER

SHEET, MANY = 10, 100
FONT = FOLDER / "EstradeText-400.ttf"


def measure(place: Place) -> Figures:
    """One sheet, which is mostly the child's start; and what a badge of many costs."""
    app = create_app(read_settings(place.settings))
    with app.app_context(), app.test_request_context():
        sheet = in_turn(printing(SHEET), drawing(SHEET), rounds=3)
        many = in_turn(printing(MANY), drawing(MANY), rounds=3)
    yield Figure(f"a sheet of {SHEET} badges", "ms", *sheet)
    yield Figure(f"a badge of {MANY}", "ms", many[0] / MANY, many[1] / MANY)


def printing(number: int) -> Callable[[], float]:
    badges = [Badge("Camille", f"Delattre {n}", "Calais", Role.PARTICIPANT, f"BADGE{n:03}") for n in range(number)]
    return lambda: milliseconds(lambda: print_badges(badges, Sheets(), "fr", ORGANISER))


def drawing(number: int) -> Callable[[], float]:
    script = Path(__file__).with_name("plain_badges.py")
    command = [sys.executable, "-I", str(script), str(number), str(FONT)]
    return lambda: milliseconds(lambda: subprocess.run(command, stdout=subprocess.DEVNULL, check=True))
