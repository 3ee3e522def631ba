from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import zxingcpp
from jinja2 import Environment

from events.documents.paper import Paper
from events.documents.programme import PaperContact, PaperRoom, PaperSpeaker, PaperTalk, ProgrammePaper
from events.documents.season import season_booklet
from tests.documents.conftest import Printed

Print = Callable[[Paper], Printed]
PARIS = ZoneInfo("Europe/Paris")
HALL = "Salle du Détroit, 12, rue de la Digue, Calais"
URL = "https://estrade.example/saison/schedule"


def talk(month: int, day: int, title: str, abstract: str = "Un résumé.", hour: int = 18, room: str = HALL) -> PaperTalk:
    start = datetime(2026, month, day, hour, 30, tzinfo=PARIS)
    speaker = PaperSpeaker("Hélène Delattre", "historienne")
    return PaperTalk(title, start, start + timedelta(minutes=90), room, speakers=(speaker,), abstract=abstract)


SEASON = ProgrammePaper(
    title="Saison 2025–2026",
    organisation="Université du temps libre de Calais",
    language="fr",
    url=URL,
    released_on=date(2026, 1, 5),
    release_number=3,
    contact=PaperContact("03 53 01 20 26", "le matin, de 9 h à 12 h"),
    introduction=("Portes à 18 h.",),
    talks=(
        talk(1, 8, "Ce que disent les cartes marines du détroit"),
        talk(1, 29, "Mittelbau-Dora : un camp de concentration secret très meurtrier"),
        talk(2, 5, "Pourquoi la mer monte"),
        talk(3, 5, "Les jardins ouvriers", hour=14, room="Salle Blériot"),
    ),
)


def test_a_season_is_whole_and_says_its_release(environment: Environment, printed: Print) -> None:
    paper = printed(season_booklet(environment, SEASON))
    for words in (
        "Saison 2025–2026", "Université du temps libre de Calais", "De janvier à mars", "jeudi", "29", "18 h 30",
        "de concentration secret très meurtrier", "Hélène Delattre, historienne", "Salle du Détroit", "03 53 01 20 26",
        "14 h 30, Salle Blériot", "version 3", "5 janvier 2026", "estrade.example/saison/schedule",
    ):  # fmt: skip
        assert words in paper.text, words
    assert all(font.startswith("Estrade") for font in paper.fonts)


def test_its_code_opens_what_has_changed_since(environment: Environment, printed: Print) -> None:
    read = zxingcpp.read_barcodes(printed(season_booklet(environment, SEASON)).picture())
    assert [found.text for found in read] == [URL]


def test_it_is_tagged_with_headings_and_a_described_picture(environment: Environment, printed: Print) -> None:
    paper = printed(season_booklet(environment, SEASON))
    assert paper.catalog["/Lang"] == "fr"
    kinds = list(structure(paper.catalog["/StructTreeRoot"]))
    assert [kind for kind, _ in kinds if kind in ("/H1", "/H2", "/H3")] == ["/H1", "/H2"] + ["/H3"] * 4
    assert URL in next(text for kind, text in kinds if kind == "/Figure")


def structure(element: object) -> list[tuple[str, str]]:
    """Kind and alternative text of every element of the tag tree, in reading order."""
    element = element.get_object() if hasattr(element, "get_object") else element
    if isinstance(element, list):
        return [found for child in element for found in structure(child)]
    if not isinstance(element, dict):
        return []
    own = [(str(element["/S"]), str(element.get("/Alt", "")))] if "/S" in element else []
    return own + structure(element.get("/K"))


def test_an_entry_is_never_split(environment: Environment, printed: Print) -> None:
    season = replace(
        SEASON,
        talks=tuple(talk(1, day, f"Titre{day}", f"début{day} " + "mot " * 90 + f"fin{day}") for day in range(1, 13)),
    )
    words = {word.text: word for word in printed(season_booklet(environment, season)).words}
    for day in range(1, 13):
        assert words[f"Titre{day}"].page == words[f"début{day}"].page == words[f"fin{day}"].page


def test_pages_are_numbered(environment: Environment, printed: Print) -> None:
    paper = printed(season_booklet(environment, SEASON))
    foot = [word.text for word in paper.words if word.page == 2 and word.top > 275]
    assert paper.page_count == 2
    assert foot[0] == "2"
    assert not [word for word in paper.words if word.page == 1 and word.top > 275]


def test_hostile_texts_stay_texts(environment: Environment, printed: Print) -> None:
    hostile = "<img src='file:///etc/passwd'> {{ 7 * 7 }} <b-Zed>"
    season = replace(SEASON, title=hostile, talks=(talk(1, 8, hostile, hostile), talk(1, 9, "M" * 300, "M" * 3000)))
    paper = printed(season_booklet(environment, season))
    assert "7 * 7" in paper.text
    assert "root:" not in paper.text
    assert paper.page_count <= 4


def test_an_empty_season_is_a_cover(environment: Environment, printed: Print) -> None:
    paper = printed(season_booklet(environment, replace(SEASON, talks=(), release_number=None, contact=PaperContact())))
    assert paper.page_count == 1
    assert "Draft" in paper.text


def test_addresses_stand_on_the_cover_and_a_long_title_leaves_them_room(
    environment: Environment, printed: Print
) -> None:
    places = tuple(PaperRoom(f"Maison {name}", "12 quai des Tullistes, 62100 Calais") for name in ("A", "B", "C", "D"))
    subtitle = "Toute une saison de rencontres le jeudi soir, d’octobre à juin, dans quatre maisons"
    season = replace(SEASON, title="Les grandes conférences du jeudi soir", subtitle=subtitle, places=places)
    words = [word for word in printed(season_booklet(environment, season)).words if word.page == 1]
    days = next(word for word in words if word.text == "janvier")
    houses = [word for word in words if word.text == "Maison"]
    assert len(houses) == 4
    assert all(house.top > days.bottom for house in houses)
    assert max(word.bottom for word in words) < 297 - 20
