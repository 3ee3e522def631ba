"""Cut marks around labels: short thin lines in margins and gaps only, so none is left on a badge."""

from collections.abc import Iterator

from events.documents.sheets import BadgeSheet

_AWAY, _LONG, _SHORTEST = 1.0, 4.0, 0.5


def cut_marks(sheet: BadgeSheet) -> bytes:
    """An SVG picture of the whole page, in mm."""
    across = (sheet.left, sheet.width, sheet.gap_x, sheet.columns)
    down = (sheet.top, sheet.height, sheet.gap_y, sheet.rows)
    upright = [f"M{x:g} {a:g}V{b:g}" for x in _edges(*across) for a, b in _marks(*down, sheet.page_height)]
    level = [f"M{a:g} {y:g}H{b:g}" for y in _edges(*down) for a, b in _marks(*across, sheet.page_width)]
    width, height = sheet.page_width, sheet.page_height
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}mm" height="{height}mm" '
        f'viewBox="0 0 {width} {height}"><path d="{"".join(upright + level)}" fill="none" stroke="#777" '
        f'stroke-width="0.1"/></svg>'
    ).encode()


def _edges(start: float, length: float, gap: float, count: int) -> list[float]:
    """Where labels begin and end along one side of the page."""
    begins = [start + number * (length + gap) for number in range(count)]
    return sorted({round(edge, 3) for begin in begins for edge in (begin, begin + length)})


def _marks(start: float, length: float, gap: float, count: int, page: float) -> Iterator[tuple[float, float]]:
    """The stretches of free paper beside the labels that a mark may use."""
    ends = [start + number * (length + gap) + length for number in range(count)]
    free = [(-page, start), *((end, end + gap) for end in ends[:-1]), (ends[-1], 2 * page)]
    for first, last in free:
        stretches = {
            (first + _AWAY, min(first + _LONG, last - _AWAY)),
            (max(last - _LONG, first + _AWAY), last - _AWAY),
        }
        for begin, end in sorted(stretches):
            begin, end = round(max(begin, 0), 3), round(min(end, page), 3)
            if end - begin >= _SHORTEST:
                yield begin, end
