import json
from pathlib import Path

import pytest

from events.documents.sheets import DEFAULT_SHEET, SHEETS, BadgeSheet

SHARED = Path(__file__).parents[3] / "shared" / "data" / "badge-sheets.json"


@pytest.mark.parametrize("sheet", SHEETS.values(), ids=list(SHEETS))
def test_labels_add_up_to_the_page(sheet: BadgeSheet) -> None:
    left, top = sheet.position(sheet.per_page - 1)
    assert left + sheet.width + sheet.right == pytest.approx(sheet.page_width)
    assert top + sheet.height + sheet.bottom == pytest.approx(sheet.page_height)
    assert min(sheet.left, sheet.top, sheet.right + 0.001, sheet.bottom + 0.001, sheet.gap_x, sheet.gap_y) >= 0


def test_the_default_is_ten_on_a4() -> None:
    assert SHEETS[DEFAULT_SHEET].per_page == 10
    assert SHEETS[DEFAULT_SHEET].position(9) == (112.5, 233.5)


@pytest.mark.skipif(not SHARED.exists(), reason="compares with ../shared/data, which is not here")
def test_measures_are_those_of_the_makers() -> None:
    makers = json.loads(SHARED.read_text())
    assert set(SHEETS) == {known["id"] for known in makers}
    for known in makers:
        sheet = SHEETS[known["id"]]
        assert (sheet.width, sheet.height, sheet.columns, sheet.rows) == (
            known["width"], known["height"], known["cols"], known["rows"],
        )  # fmt: skip
        assert [sheet.page_width, sheet.page_height] == known["page"]
        for name in ("left", "top", "right", "bottom", "gap_x", "gap_y"):
            assert getattr(sheet, name) == pytest.approx(known[name], abs=0.011), (sheet.id, name)
