from collections.abc import Callable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from jinja2 import Environment

from events.documents.congress import congress_programme
from events.documents.grid import grid_pages
from events.documents.paper import Paper
from events.documents.programme import PaperRoom, PaperSpeaker, PaperTalk, ProgrammePaper
from tests.documents.conftest import Printed

Print = Callable[[Paper], Printed]
PARIS = ZoneInfo("Europe/Paris")
ROOMS = ("Opale", "Caps", "Blériot", "Courgain")


def talk(hour: int, title: str, room: str, speaker: str = "", day: int = 13, minutes: int = 45) -> PaperTalk:
    start = datetime(2026, 6, day, hour, tzinfo=PARIS)
    speakers = (PaperSpeaker(speaker),) if speaker else ()
    return PaperTalk(title, start, start + timedelta(minutes=minutes), room, "", speakers, f"Résumé de {title}.")


LUNCH = PaperTalk(
    "Déjeuner", datetime(2026, 6, 13, 12, tzinfo=PARIS), datetime(2026, 6, 13, 13, tzinfo=PARIS), is_break=True
)
TALKS = (
    talk(9, "Ouverture", "Opale", "Marie Evrard"),
    *(talk(10, f"Dix{room}", room, f"Nora K{room}") for room in ROOMS),
    LUNCH,
    *(talk(14, f"Quatorze{room}", room, f"Jean de {room}") for room in ROOMS),
    talk(10, "Lendemain", "Caps", "Łukasz Łoś", day=14),
)
CONGRESS = ProgrammePaper(
    "Rencontres 2026", "Université du temps libre", "en", "https://estrade.example/r/schedule", date(2026, 6, 2),
    TALKS, 7, rooms=tuple(PaperRoom(name, "ground floor") for name in ROOMS),
)  # fmt: skip


def test_a_congress_shows_each_day_each_talk_and_each_speaker(environment: Environment, printed: Print) -> None:
    paper = printed(congress_programme(environment, CONGRESS))
    for words in (
        "13 to 14 June 2026", "Saturday 13 June", "Sunday 14 June", "DixCourgain", "Résumé de Ouverture.", "Déjeuner",
        "Plenary session: Opale", "10 am", "to 10:45 am", "The speakers", "Łoś Łukasz", "version 7",
    ):  # fmt: skip
        assert words in paper.text, words
    assert all(font.startswith("Estrade") for font in paper.fonts)
    assert paper.catalog["/Lang"] == "en"


def test_the_index_points_to_the_page_of_the_talk(environment: Environment, printed: Print) -> None:
    words = printed(congress_programme(environment, CONGRESS)).words
    last = max(word.page for word in words)
    summary = max(word.page for word in words if word.text == "Lendemain")
    entry = next(word for word in words if word.text == "Łoś" and word.page == last)
    below = [word for word in words if word.page == last and 0 < word.top - entry.top < 8 and word.left > entry.left]
    assert str(summary) in [word.text for word in below if abs(word.left - entry.left) < 60]


def test_rows_run_across_the_fold(environment: Environment, printed: Print) -> None:
    words = printed(congress_programme(environment, CONGRESS)).words
    tops = {word.text: (word.page, word.top) for word in reversed(words)}
    for hour in ("Dix", "Quatorze"):
        left, right = tops[f"{hour}Opale"], tops[f"{hour}Blériot"]
        assert right[0] == left[0] + 1
        assert left[0] % 2 == 0
        assert abs(left[1] - right[1]) < 0.3


def test_tables_have_headers(environment: Environment, printed: Print) -> None:
    from tests.documents.test_season import structure

    kinds = [
        kind for kind, _ in structure(printed(congress_programme(environment, CONGRESS)).catalog["/StructTreeRoot"])
    ]
    assert kinds.count("/Table") == 3
    assert kinds.count("/TH") >= 9


def test_more_rooms_than_eyes_can_follow_make_no_table() -> None:
    talks = [talk(10, f"Titre {number}", f"Salle {number}") for number in range(12)]
    assert grid_pages(talks, (), "fr") == []
    assert len(grid_pages(talks[:8], (), "fr")) == 4


def test_a_long_day_takes_a_second_spread_rather_than_overflow() -> None:
    talks = [
        talk(hour, "Une séance au titre assez long pour deux lignes", room) for hour in range(8, 23) for room in ROOMS
    ]
    pages = grid_pages(talks, (), "fr")
    assert len(pages) == 4
    assert all(sum(row.height for row in page.rows) <= 214 for page in pages)
    assert sum(len(page.rows) for page in pages) == 2 * 15


def test_breaks_and_what_has_no_room_fill_their_row_whatever_goes_on_beside() -> None:
    workshop = talk(10, "Atelier", "Opale", minutes=180)
    walk = talk(12, "Promenade", "")
    together = (workshop, LUNCH, walk, talk(12, "Lecture", "Caps"), talk(12, "Deuxième lecture", "Caps"))
    (page,) = grid_pages(together, (), "fr")
    assert [room.name for room in page.rooms] == ["Caps", "Opale"]
    shown = [row.whole.title for row in page.rows if row.whole] + [
        cell.title for row in page.rows for cell in row.cells.values()
    ]
    assert sorted(" ".join(title) for title in shown) == [
        "Atelier", "Deuxième lecture", "Déjeuner", "Lecture", "Promenade"
    ]  # fmt: skip
