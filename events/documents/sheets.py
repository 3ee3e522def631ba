"""The badge sheets on sale, in millimetres; each one adds up to its page, which a test checks.

Measures are facts gathered from the makers' tables. Names are what is printed on the packet.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class BadgeSheet:
    """A page of equal labels. Lengths are millimetres from the page's top left corner."""

    id: str
    width: float
    height: float
    columns: int
    rows: int
    left: float
    top: float
    gap_x: float
    gap_y: float
    page_width: float = 210
    page_height: float = 297

    @property
    def per_page(self) -> int:
        return self.columns * self.rows

    @property
    def right(self) -> float:
        """What remains beside the last column."""
        return self.page_width - self.left - self.columns * self.width - (self.columns - 1) * self.gap_x

    @property
    def bottom(self) -> float:
        """What remains below the last row."""
        return self.page_height - self.top - self.rows * self.height - (self.rows - 1) * self.gap_y

    @property
    def make(self) -> str:
        """The number alone: « L4785 » of avery-L4785."""
        return self.id.partition("-")[2]

    def position(self, index: int) -> tuple[float, float]:
        """Left and top of label ``index`` (from 0, row by row)."""
        row, column = divmod(index, self.columns)
        return self.left + column * (self.width + self.gap_x), self.top + row * (self.height + self.gap_y)


DEFAULT_SHEET = "avery-L4785"

SHEETS: dict[str, BadgeSheet] = {
    sheet.id: sheet
    for sheet in (
        BadgeSheet("avery-L4785", 80, 50, 2, 5, 17.5, 13.5, 15, 5),
        BadgeSheet("avery-L7418", 86, 55, 2, 4, 19, 38.5, 0, 0),
        BadgeSheet("avery-L7414", 90, 52, 2, 5, 15, 18.5, 0, 0),
        BadgeSheet("avery-C32011", 85, 54, 2, 5, 15, 13.5, 10, 0),
        BadgeSheet("avery-C32015/C9312", 85, 54, 2, 4, 17, 31.5, 6, 6),
        BadgeSheet("avery-L4784", 63.5, 29.6, 3, 9, 7.15, 15.3, 2.6, 0),
        BadgeSheet("avery-L7160", 63.5, 38.1, 3, 7, 7.2, 15.15, 2.54, 0),
        BadgeSheet("avery-L7163", 99.06, 38.1, 2, 7, 4.67, 15.15, 2.54, 0),
        BadgeSheet("durable-1445", 90, 54, 2, 5, 15, 12, 0, 0),
        BadgeSheet("durable-1453", 75, 40, 2, 6, 30, 28.5, 0, 0),
        BadgeSheet("durable-1456", 90, 60, 2, 4, 15, 28.5, 0, 0),
        BadgeSheet("durable-8334", 75, 40, 2, 6, 30, 28.5, 0, 0),
        BadgeSheet("herma-4412", 80, 50, 2, 5, 17.5, 13.5, 15, 5),
        BadgeSheet("herma-9012", 90, 60, 2, 4, 10, 28.5, 10, 0),
        BadgeSheet("herma-4515", 88.9, 33.87, 2, 8, 12.29, 13.03, 7.62, 0),
        BadgeSheet("sigel-DP839", 85, 55, 2, 5, 15, 10, 10, 0),
        BadgeSheet("lyreco-143.344", 70, 36, 3, 8, 0, 4.5, 0, 0),
        BadgeSheet("plain-A6-portrait", 105, 148.5, 2, 2, 0, 0, 0, 0),
        BadgeSheet("plain-A6-landscape", 148.5, 105, 2, 2, 0, 0, 0, 0, 297, 210),
        BadgeSheet("plain-A7-landscape", 105, 74.25, 2, 4, 0, 0, 0, 0),
        BadgeSheet("card-ID1", 85.6, 53.98, 2, 5, 15, 13.5, 9.4, 0.02),
        BadgeSheet("avery-74459", 101.6, 76.2, 2, 3, 6.35, 25.4, 0, 0, 215.9, 279.4),
    )
}
