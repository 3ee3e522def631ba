from collections.abc import Callable

import pytest
import zxingcpp
from jinja2 import Environment

from events.documents.badges import Badge, Role, badge_sheets, by_parcels
from events.documents.paper import Paper
from events.documents.sheets import SHEETS
from tests.documents.conftest import Printed

SHEET = SHEETS["avery-L4785"]
Print = Callable[[Paper], Printed]
CODES = ["ABCDEFGH", "BCDEFGHJ", "CDEFGHJK", "DEFGHJKL", "EFGHJKLM", "FGHJKLMN", "GHJKLMNP", "HJKLMNPQ", "JKLMNPQR"]
CODES += ["KLMNPQRS", "LMNPQRST", "MNPQRSTU"]


def badge(code: str, first_name: str = "Jo", surname: str = "Lenoir", place: str = "Calais") -> Badge:
    return Badge(first_name, surname, place, Role.PARTICIPANT, code)


def sheets(environment: Environment, badges: list[Badge], sheet: str = SHEET.id, start_at: int = 1) -> Paper:
    return badge_sheets(environment, badges, SHEETS[sheet], title="Badges", language="en", start_at=start_at)


def test_a_sheet_says_names_roles_and_itself(environment: Environment, printed: Print) -> None:
    roles = list(Role)
    people = [Badge("Élisabeth", "Delahaye", "UTL de Calais", role, CODES[i]) for i, role in enumerate(roles)]
    paper = printed(sheets(environment, people))
    for word in ("Élisabeth", "Delahaye", "Participant", "Speaker", "Press", "Volunteer", "Organisation", "L4785"):
        assert word in paper.text
    assert "labels 1 to 5" in paper.text
    assert paper.page_count == 1
    assert paper.fonts <= {"Estrade-Text", "Estrade-Text-Medium", "Estrade-Text-Semi-Bold", "Estrade-Text-Bold"}


def test_every_code_is_read_at_300_dpi(environment: Environment, printed: Print) -> None:
    paper = printed(sheets(environment, [badge(code) for code in CODES]))
    assert paper.page_count == 2
    read = [found for page in (1, 2) for found in zxingcpp.read_barcodes(paper.picture(page))]
    assert sorted(found.text for found in read) == sorted(CODES)
    sides = [found.position.top_right.x - found.position.top_left.x for found in read]
    assert min(sides) / 300 * 25.4 >= 19.8


@pytest.mark.parametrize("sheet", ["avery-L4785", "avery-L4784", "plain-A6-landscape", "card-ID1", "avery-74459"])
def test_names_stand_where_the_sheet_has_its_labels(sheet: str, environment: Environment, printed: Print) -> None:
    made = SHEETS[sheet]
    people = [badge(f"{CODES[i % 12][:6]}{i:02d}", first_name=f"Jo{i}") for i in range(made.per_page)]
    words = printed(sheets(environment, people, sheet)).words
    places = [next(word for word in words if word.text == f"Jo{i}") for i in range(made.per_page)]
    for i, place in enumerate(places):
        left, top = made.position(i)
        first_left, first_top = made.position(0)
        assert place.left - places[0].left == pytest.approx(left - first_left, abs=0.3)
        assert place.top - places[0].top == pytest.approx(top - first_top, abs=0.3)
        assert place.page == 1
        assert left <= place.left < left + made.width


def test_the_band_begins_at_the_label_edge(environment: Environment, printed: Print) -> None:
    person = Badge("Jo", "Lenoir", "", Role.ORGANISATION, CODES[0])
    picture = printed(sheets(environment, [person])).picture(dpi=600).convert("L")
    row = round((13.5 + 42) / 25.4 * 600)
    dark = [x for x in range(picture.width // 2) if picture.getpixel((x, row)) < 60]  # type: ignore[operator]
    assert dark[0] / 600 * 25.4 == pytest.approx(17.5, abs=0.1)


def test_a_used_sheet_is_filled_from_its_next_label(environment: Environment, printed: Print) -> None:
    paper = printed(sheets(environment, [badge(CODES[0]), badge(CODES[1], "Ada")], start_at=10))
    first, second = (next(word for word in paper.words if word.text == name) for name in ("Jo", "Ada"))
    assert (first.page, second.page) == (1, 2)
    assert first.left == pytest.approx(112.5 + 4.5, abs=0.6)
    with pytest.raises(ValueError, match="labels 1 to 10"):
        sheets(environment, [badge(CODES[0])], start_at=11)


@pytest.mark.parametrize(
    "name",
    [
        "W" * 200,
        " ".join(["Wwwwwwww"] * 25),
        "e" + "\u0301" * 1000,
        "محمد الأمين",
        "\u202eevil\u202c\u2066",
        "🎉" * 50,
        "<img src='file:///etc/passwd'><script>x</script>",
        "{{ 7 * 7 }}",
        "a\x00b\ud800c",
        "",
    ],
)
def test_a_hostile_name_stays_on_its_badge(name: str, environment: Environment, printed: Print) -> None:
    person = Badge(name, name, name, Role.PARTICIPANT, CODES[0])
    paper = printed(sheets(environment, [person, badge(CODES[1], "Ada")]))
    assert paper.page_count == 1
    assert "root:" not in paper.text
    assert "49" not in paper.text
    assert "Ada" in paper.text
    read = zxingcpp.read_barcodes(paper.picture())
    assert sorted(found.text for found in read) == CODES[:2]
    over_the_edge = paper.picture(dpi=100).crop((384, 80, 438, 240)).convert("L")
    assert over_the_edge.histogram()[0] == 0


@pytest.mark.parametrize(("mixed", "font"), [("Łódź", "Text-700.ttf"), ("Ștefan", "Text-700.ttf")])
def test_letters_beyond_latin_1_look_right(mixed: str, font: str, environment: Environment, printed: Print) -> None:
    """Two font files under one family name print wrong glyphs while the text layer stays right: so by picture."""
    from PIL import Image, ImageChops, ImageDraw, ImageFont

    from events.documents.typefaces import FOLDER

    picture = printed(sheets(environment, [badge(CODES[0], mixed, "", "")])).picture().convert("L")
    left, top = round(19 / 25.4 * 300), round(13.6 / 25.4 * 300)
    drawn = picture.crop((left, top, left + 800, top + 240))
    drawn = drawn.crop(ImageChops.invert(drawn).getbbox())
    reference = Image.new("L", (1200, 400), 255)
    face = ImageFont.truetype(FOLDER / f"Estrade{font}", round(44 / 72 * 300))
    ImageDraw.Draw(reference).text((40, 40), mixed, font=face, fill=27)
    reference = reference.crop(ImageChops.invert(reference).getbbox()).resize(drawn.size)
    differing = sum(ImageChops.difference(drawn, reference).point(lambda level: level > 128).histogram()[1:])
    assert differing / (drawn.width * drawn.height) < 0.05


@pytest.mark.parametrize(
    ("name", "font"),
    [
        ("Nguyễn", "Estrade-World-Bold"),
        ("Αλέξανδρος", "Estrade-World-Bold"),
        ("Дмитрий", "Estrade-World-Bold"),
        ("محمد", "Estrade-Arabic-Bold"),
        ("李", "Estrade-Han"),
    ],
)
def test_each_script_has_a_font_of_ours(name: str, font: str, environment: Environment, printed: Print) -> None:
    paper = printed(sheets(environment, [badge(CODES[0], name)]))
    assert any(used.startswith(font) for used in paper.fonts)
    assert all(used.startswith("Estrade") for used in paper.fonts)
    assert name in paper.text or font == "Estrade-Arabic-Bold"


def test_badges_are_tagged(environment: Environment, printed: Print) -> None:
    catalog = printed(sheets(environment, [badge(CODES[0])])).catalog
    assert catalog["/Lang"] == "en"
    assert catalog["/StructTreeRoot"]["/K"]


def test_parcels_are_fifty_sheets(environment: Environment) -> None:
    people = [badge(CODES[0])] * 1001
    assert [len(parcel) for parcel in by_parcels(people, SHEET)] == [500, 500, 1]
