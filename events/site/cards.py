"""The picture that goes along with a shared link: the date and the title, set like the cover on the page."""

from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from events.documents.typefaces import FOLDER, family, family_for
from events.kit.text import shorten

SIZE = (1200, 630)
PAPER, INK, SOFT, HAIRLINE = "#fffdf7", "#1b1b1b", "#4a4a4a", "#d6cebb"
MARGIN, COLUMN, TEXT_LEFT = 72, 300, 432
TEXT_WIDTH = SIZE[0] - TEXT_LEFT - MARGIN
TITLE_SIZES = ((72, 3), (64, 3), (56, 4), (48, 5))
"""Height of the letters in pixels and the lines that they may take."""


@dataclass(frozen=True)
class Card:
    """Words of the picture; those of the date are empty while there is none."""

    title: str
    speakers: str
    organisation: str
    weekday: str = ""
    figure: str = ""
    month_year: str = ""
    hour: str = ""


def drawn(card: Card) -> bytes:
    """A PNG of 1200 × 630 pixels."""
    image = Image.new("RGB", SIZE, PAPER)
    pen = ImageDraw.Draw(image)
    pen.rectangle((MARGIN, 64, SIZE[0] - MARGIN, 71), INK)
    pen.rectangle((MARGIN, 78, SIZE[0] - MARGIN, 79), INK)
    _draw_date(pen, card)
    _draw_title(pen, card)
    pen.text((TEXT_LEFT, 566), card.organisation, SOFT, _font(card.organisation, 28), anchor="ls")
    file = BytesIO()
    image.save(file, "PNG", optimize=True)
    return file.getvalue()


def _draw_date(pen: ImageDraw.ImageDraw, card: Card) -> None:
    if not card.figure:
        return
    pen.text((MARGIN, 144), card.weekday, INK, _serif(card.weekday, 40), anchor="ls")
    figure = _fitting(pen, card.figure, COLUMN, 240)
    pen.text((MARGIN - 8, 356), card.figure, INK, figure, anchor="ls")
    pen.text((MARGIN, 424), card.month_year, INK, _serif(card.month_year, 40), anchor="ls")
    if card.hour:
        pen.line((MARGIN, 452, MARGIN + COLUMN, 452), HAIRLINE, 2)
        pen.text((MARGIN, 504), card.hour, INK, _serif(card.hour, 40, 500), anchor="ls")


def _draw_title(pen: ImageDraw.ImageDraw, card: Card) -> None:
    size, lines = _title_lines(pen, card.title)
    top = 176
    for line in lines:
        pen.text((TEXT_LEFT, top), line, INK, _serif(card.title, size, 500), anchor="ls")
        top += round(size * 1.18)
    for line in _wrapped(pen, card.speakers, _font(card.speakers, 34))[:2]:
        pen.text((TEXT_LEFT, top + 8), line, SOFT, _font(card.speakers, 34), anchor="ls")
        top += 44


def _title_lines(pen: ImageDraw.ImageDraw, title: str) -> tuple[int, list[str]]:
    """The largest size at which the title fits, in lines of about one length; else it is cut with …"""
    for size, most in TITLE_SIZES:
        lines = _wrapped(pen, title, _serif(title, size, 500))
        if len(lines) <= most:
            return size, _balanced(pen, title, _serif(title, size, 500), len(lines))
    return size, [*lines[: most - 1], shorten(f"{lines[most - 1]}…", len(lines[most - 1]))]


def _balanced(pen: ImageDraw.ImageDraw, text: str, font: ImageFont.FreeTypeFont, count: int) -> list[str]:
    """As many lines as before, in the narrowest column that takes no more."""
    widths = range(TEXT_WIDTH // 2, TEXT_WIDTH, 20)
    narrower = (_wrapped(pen, text, font, width) for width in widths)
    return next((lines for lines in narrower if len(lines) <= count), _wrapped(pen, text, font))


def _wrapped(pen: ImageDraw.ImageDraw, text: str, font: ImageFont.FreeTypeFont, width: int = TEXT_WIDTH) -> list[str]:
    """Lines that fit the column; a word that is too long for it is broken."""
    lines, line = [], ""
    for word in text.split(" "):
        longer = f"{line} {word}".strip()
        if pen.textlength(longer, font) <= width:
            line = longer
            continue
        lines += [line] if line else []
        while pen.textlength(word, font) > width:
            cut = max(1, int(len(word) * width / pen.textlength(word, font)) - 1)
            lines, word = [*lines, word[:cut]], word[cut:]
        line = word
    return [*lines, line] if line else lines


def _fitting(pen: ImageDraw.ImageDraw, text: str, width: int, size: int) -> ImageFont.FreeTypeFont:
    while size > 40 and pen.textlength(text, _serif(text, size)) > width:
        size -= 10
    return _serif(text, size)


def _serif(text: str, size: int, weight: int = 400) -> ImageFont.FreeTypeFont:
    """The titles' family when it has all the letters."""
    titles = family("Estrade Title")
    has_all = {ord(letter) for letter in text if not letter.isspace()} <= titles.letters
    return _loaded("Estrade Title" if has_all else family_for(text), weight, size)


def _font(text: str, size: int) -> ImageFont.FreeTypeFont:
    return _loaded(family_for(text), 400, size)


@lru_cache(maxsize=128)
def _loaded(name: str, weight: int, size: int) -> ImageFont.FreeTypeFont:
    own = family(name)
    return ImageFont.truetype(str(FOLDER / own.files[own.nearest(weight)]), size)
