"""The timetable of a congress, edited in a real browser: by mouse, by keyboard, by touch, and without a script."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, Locator, Page, StorageState, expect
from sqlalchemy import select, update

from events.event.models import Event
from events.extensions import db
from events.programme.models import Slot
from tests.journeys.conftest import Site, Visitor
from tests.journeys.test_desk import sign_in
from tests.journeys.test_private_pages import look

PAGE = "/organise/rencontres-du-temps-libre-2026/timetable?day=2026-06-12"
WIDTHS = [1280, 360]
TALK = ".room .placed.talk"


Editor = Callable[..., Page]


@pytest.fixture(scope="module")
def signed_in(site: Site, browser: Browser) -> StorageState:
    """Ada's cookies: she signs in once."""
    context = browser.new_context(base_url=site.address, locale="en")
    page = context.new_page()
    sign_in(page, "ada@estrade.example", "conference-du-jeudi")
    page.wait_for_url("**/organise/")
    kept = context.storage_state()
    context.close()
    return kept


@pytest.fixture
def editor(site: Site, visitor: Visitor, signed_in: StorageState) -> Editor:
    """Ada on the timetable, in a window of that width."""

    def arrive(width: int, **options: object) -> Page:
        page = visitor(site, viewport={"width": width, "height": 900}, storage_state=signed_in, **options).new_page()
        page.goto(PAGE)
        return page

    return arrive


@pytest.fixture(params=WIDTHS)
def page(request: pytest.FixtureRequest, editor: Editor) -> Page:
    return editor(request.param)


@pytest.fixture
def wide(editor: Editor) -> Page:
    return editor(1280)


@pytest.fixture(autouse=True)
def as_it_was(site: Site) -> Iterator[None]:
    """Each story begins with the timetable of the demonstration."""
    with site.app.app_context():
        query = select(Slot.id, Slot.starts_at, Slot.ends_at, Slot.room_id, Slot.state, Slot.wall_start)
        rows = [row._asdict() for row in db.session.execute(query)]
        db.session.remove()
    yield
    with site.app.app_context():
        db.session.execute(update(Slot), rows)
        db.session.commit()
        db.session.remove()


def slot_of(site: Site, card: Locator) -> Slot:
    return stored(site, number_of(card))


def number_of(card: Locator) -> int:
    return int(card.get_attribute("data-slot") or 0)


def stored(site: Site, slot_id: int) -> Slot:
    with site.app.app_context():
        slot = db.session.get_one(Slot, slot_id)
        db.session.expunge(slot)
        db.session.remove()
    return slot


def a_talk(page: Page, nth: int = 0) -> Locator:
    """A card that keeps its name when it is drawn anew."""
    return page.locator(f"#slot-{number_of(page.locator(TALK).nth(nth))}")


def drag(page: Page, card: Locator, right: float, down: float) -> None:
    card.scroll_into_view_if_needed()
    box = card.locator(".placed-move").bounding_box()
    assert box
    x, y = box["x"] + 30, box["y"] + 12
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + right / 2, y + down / 2)
    page.mouse.move(x + right, y + down)
    page.mouse.up()


def minute(page: Page) -> float:
    """How many pixels high a minute is."""
    root = page.locator("#timetable")
    hours = int(root.get_attribute("data-last") or 0) - int(root.get_attribute("data-first") or 0)
    box = page.locator(".room .room-slots").first.bounding_box()
    assert box
    return box["height"] / hours / 60


def moved(site: Site, slot_id: int, before: Slot, minutes: int) -> None:
    assert stored(site, slot_id).starts_at - before.starts_at == timedelta(minutes=minutes)


def test_a_card_is_dragged_to_another_hour(site: Site, page: Page) -> None:
    card = a_talk(page)
    before = slot_of(site, card)
    drag(page, card, 0, 20 * minute(page))
    expect(page.locator("#timetable-said")).to_contain_text("9:50")
    expect(card).to_have_attribute("data-start", str(9 * 60 + 50))
    moved(site, before.id, before, 20)
    expect(page.locator("#waiting")).to_have_text("1")
    page.reload()
    expect(card).to_have_attribute("data-start", str(9 * 60 + 50))
    expect(page.locator("#waiting")).to_have_text("1")


def test_a_card_is_dragged_to_another_room(site: Site, wide: Page) -> None:
    card = a_talk(wide)
    before = slot_of(site, card)
    column = wide.locator(".room").first.bounding_box()
    assert column
    drag(wide, card, column["width"], 0)
    expect(wide.locator(".room").nth(1).locator(f"#slot-{before.id}")).to_be_visible()
    now = stored(site, before.id)
    assert now.room_id != before.room_id
    assert now.starts_at == before.starts_at


def test_a_card_is_dragged_onto_a_place(site: Site, wide: Page) -> None:
    """As Playwright's drag_to does it, with two moves only."""
    card = a_talk(wide)
    before = slot_of(site, card)
    wide.locator(".timetable-scroll").scroll_into_view_if_needed()
    card.drag_to(wide.locator(".room .room-slots").nth(2), target_position={"x": 60, "y": 30})
    expect(wide.locator(".room").nth(2).locator(f"#slot-{before.id}")).to_be_visible()
    assert stored(site, before.id).starts_at < before.starts_at


def test_its_lower_edge_changes_its_length(site: Site, wide: Page) -> None:
    card = a_talk(wide)
    before = slot_of(site, card)
    card.scroll_into_view_if_needed()
    card.hover()
    box = card.locator(".placed-resize").bounding_box()
    assert box
    wide.mouse.move(box["x"] + 40, box["y"] + 4)
    wide.mouse.down()
    wide.mouse.move(box["x"] + 40, box["y"] + 4 + 15 * minute(wide), steps=3)
    wide.mouse.up()
    expect(card).to_have_attribute("data-length", "75")
    assert stored(site, before.id).ends_at - before.ends_at == timedelta(minutes=15)


def test_a_drag_that_ends_nowhere_changes_nothing(site: Site, wide: Page) -> None:
    card = a_talk(wide)
    before = slot_of(site, card)
    drag(wide, card, 0, -900)
    expect(wide.locator("#timetable-said")).to_contain_text("stays where it was")
    assert stored(site, before.id).version == before.version


def test_the_keyboard_carries_a_card(site: Site, page: Page) -> None:
    card = a_talk(page)
    before, said = slot_of(site, card), page.locator("#timetable-said")
    card.locator(".placed-move").focus()
    page.keyboard.press("Enter")
    expect(said).to_contain_text("is picked up")
    for press in ("ArrowDown", "ArrowDown", "PageDown", "ArrowRight", "Shift+ArrowDown", "ArrowUp"):
        page.keyboard.press(press)
    expect(said).to_contain_text("10:05 am to 11:10 am")
    assert stored(site, before.id).version == before.version
    page.keyboard.press("Enter")
    expect(card).to_have_attribute("data-length", "65")
    expect(card.locator(".placed-move")).to_be_focused()
    now = stored(site, before.id)
    assert now.starts_at - before.starts_at == timedelta(minutes=35)
    assert now.room_id != before.room_id


def test_escape_leaves_a_card_where_it_was(site: Site, page: Page) -> None:
    card = a_talk(page)
    before = slot_of(site, card)
    card.locator(".placed-move").press("Space")
    page.keyboard.press("PageDown")
    page.keyboard.press("Escape")
    expect(page.locator(".ghost")).to_have_count(0)
    expect(card.locator(".placed-move")).to_be_focused()
    assert stored(site, before.id).version == before.version


def test_a_press_picks_up_and_another_puts_down(site: Site, wide: Page) -> None:
    """WCAG 2.5.7: what is dragged can be done without dragging."""
    card = a_talk(wide)
    before = slot_of(site, card)
    card.locator(".placed-move").click()
    expect(wide.locator("#timetable-held")).to_be_visible()
    wide.locator(".room .room-slots").nth(1).click(position={"x": 80, "y": 15 * minute(wide)})
    expect(wide.locator(".room").nth(1).locator(f"#slot-{before.id}")).to_be_visible()
    assert stored(site, before.id).starts_at < before.starts_at


def test_a_finger_drags_a_card_by_its_hours(site: Site, editor: Editor) -> None:
    page = editor(360, has_touch=True)
    card = a_talk(page)
    before = slot_of(site, card)
    card.scroll_into_view_if_needed()
    box = card.locator(".placed-move").bounding_box()
    assert box
    x, y, down = box["x"] + 30, box["y"] + 12, 25 * minute(page)
    finger = page.context.new_cdp_session(page)
    for kind, at in (("touchStart", 0.0), ("touchMove", down / 2), ("touchMove", down), ("touchEnd", None)):
        points = [] if at is None else [{"x": x, "y": y + at}]
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    expect(card).to_have_attribute("data-start", str(9 * 60 + 55))
    moved(site, before.id, before, 25)


def test_into_the_tray_and_out_of_it(site: Site, page: Page) -> None:
    card = a_talk(page)
    slot_id = number_of(card)
    card.locator(".placed-move").press("Enter")
    page.keyboard.press("Delete")
    item = page.locator(".tray-item")
    expect(item.locator(".placed-move")).to_be_focused()
    assert stored(site, slot_id).state == "unscheduled"

    page.keyboard.press("Enter")
    page.keyboard.press("PageDown")
    page.keyboard.press("Enter")
    expect(page.locator(f"#slot-{slot_id} .placed-move")).to_be_focused()
    expect(item).to_have_count(0)
    assert stored(site, slot_id).state == "confirmed"


def test_a_talk_is_dragged_out_of_the_tray(site: Site, wide: Page) -> None:
    card = a_talk(wide)
    slot_id = number_of(card)
    tray = wide.locator(".tray")
    card.scroll_into_view_if_needed()
    card.drag_to(tray)
    expect(wide.locator(".tray-item")).to_be_visible()
    assert stored(site, slot_id).state == "unscheduled"
    wide.locator(".tray-item").drag_to(wide.locator(".room .room-slots").nth(1), target_position={"x": 60, "y": 60})
    expect(wide.locator(".room").nth(1).locator(f"#slot-{slot_id}")).to_be_visible()
    assert stored(site, slot_id).state == "confirmed"


def test_what_waits_is_counted_at_each_step(site: Site, page: Page) -> None:
    card = a_talk(page)
    waiting, tray = page.locator("#waiting"), page.locator("#tray-count")
    card.locator(".placed-move").press("Enter")
    page.keyboard.press("Delete")
    expect(waiting).to_have_text("1")
    expect(tray).to_contain_text("One talk.")
    page.get_by_role("button", name="Undo").click()
    expect(waiting).to_have_text("0")
    expect(tray).to_contain_text("Every talk has its time.")
    page.get_by_role("button", name="Redo").click()
    expect(waiting).to_have_text("1")
    page.locator(".tray-item .placed-move").press("Enter")
    page.keyboard.press("Enter")
    expect(tray).to_contain_text("Every talk has its time.")
    expect(waiting).to_have_text("1")


def test_a_drag_to_the_lower_edge_of_the_window_scrolls(wide: Page) -> None:
    wide.set_viewport_size({"width": 1280, "height": 700})
    a_talk(wide).locator(".placed-move").hover()
    wide.mouse.down()
    wide.mouse.move(700, 500, steps=4)
    wide.mouse.move(700, 690)
    expect(a_talk(wide, -1)).to_be_in_viewport()
    wide.mouse.up()


def test_undo_and_redo(site: Site, page: Page) -> None:
    card = a_talk(page)
    before = slot_of(site, card)
    start = card.get_attribute("data-start") or ""
    card.locator(".placed-move").press("Enter")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(card).to_have_attribute("data-start", str(int(start) + 5))
    page.get_by_role("button", name="Undo").click()
    expect(card).to_have_attribute("data-start", start)
    moved(site, before.id, before, 0)
    page.get_by_role("button", name="Redo").click()
    expect(card).to_have_attribute("data-start", str(int(start) + 5))
    page.keyboard.press("Control+z")
    expect(card).to_have_attribute("data-start", start)
    expect(page.locator("#waiting")).to_have_text("0")


def test_what_somebody_else_moved_meanwhile_is_shown_and_kept(site: Site, page: Page) -> None:
    card = a_talk(page)
    slot_id = number_of(card)
    noon = datetime(2026, 6, 12, 14, 0, tzinfo=UTC)
    with site.app.app_context():
        slot = db.session.get_one(Slot, slot_id)
        slot.starts_at, slot.ends_at, slot.version = noon, noon + timedelta(hours=1), slot.version + 1
        db.session.commit()
        db.session.remove()
    card.locator(".placed-move").press("Enter")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#timetable-said")).to_contain_text("Nothing was overwritten")
    expect(card).to_have_attribute("data-start", str(16 * 60))
    assert stored(site, slot_id).starts_at == noon


def test_a_conflict_stands_on_both_cards_and_goes_with_the_move(site: Site, wide: Page) -> None:
    card, other = a_talk(wide), a_talk(wide, 1)
    gap = int(other.get_attribute("data-start") or 0) - int(card.get_attribute("data-start") or 0)
    drag(wide, card, 0, gap * minute(wide))
    expect(card.locator(".state.conflict")).to_have_text("Room taken twice")
    expect(other.locator(".state.conflict")).to_have_text("Room taken twice")
    expect(wide.locator("#timetable-said")).to_contain_text("are both in")
    expect(wide.locator(".timetable-conflicts a")).to_have_text("All points to settle")
    wide.get_by_role("button", name="Undo").click()
    expect(other.locator(".state.conflict")).to_have_count(0)
    expect(card.locator(".state.conflict")).to_have_count(0)


def test_everything_is_done_by_forms_without_a_script(site: Site, editor: Editor) -> None:
    page = editor(360, java_script_enabled=False)
    card = a_talk(page)
    slot_id, before = number_of(card), slot_of(site, card)
    expect(page.locator("button.placed-move")).to_have_count(0)
    card.locator("a").click()
    page.get_by_label("Begins").fill("2026-06-12T17:15")
    page.get_by_label("Length in minutes").fill("40")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".notice.success")).to_contain_text("5:15")
    expect(card.locator(".placed-hours")).to_contain_text("5:15")

    page.get_by_role("button", name="Undo").click()
    moved(site, slot_id, before, 0)

    card.locator("a").click()
    page.get_by_role("button", name="Take it off the timetable").click()
    page.locator(".tray-item a").click()
    page.get_by_label("Begins").fill("2026-06-12T09:30")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".tray-item")).to_have_count(0)
    assert stored(site, slot_id).state == "confirmed"


def test_a_blocker_is_made_dragged_and_deleted(site: Site, wide: Page) -> None:
    wide.get_by_role("link", name="Breaks and blockers").click()
    form = wide.locator("main form[novalidate]")
    form.get_by_label("What it is", exact=True).fill("Montage")
    form.get_by_label("A blocker").check()
    form.get_by_label("Begins").fill("2026-06-12T08:30")
    form.locator("[name=room]").select_option(index=1)
    form.get_by_role("button", name="Add").click()
    wide.goto(PAGE)
    with site.app.app_context():
        event = db.session.scalars(select(Event).filter_by(slug="rencontres-du-temps-libre-2026")).one()
        query = select(Slot.id).filter_by(event_id=event.id, kind="blocker")
        slot_id = db.session.scalars(query).one()
        room_id = db.session.get_one(Slot, slot_id).room_id
        db.session.remove()
    if not wide.locator(f"#slot-{slot_id}").count():
        wide.goto(f"{PAGE}&room={room_id}")
    card = wide.locator(f"#slot-{slot_id}")
    expect(card).to_contain_text("blocked")
    drag(wide, card, 0, 15 * minute(wide))
    expect(card).to_have_attribute("data-start", str(8 * 60 + 45))
    card.locator("a").click()
    wide.get_by_role("button", name="Delete").click()
    expect(wide.locator(f"#slot-{slot_id}")).to_have_count(0)


@pytest.mark.parametrize("reader", [("fr", "light", 1280), ("en", "dark", 360)], ids=lambda r: "-".join(map(str, r)))
def test_axe_finds_nothing_on_the_grid(editor: Editor, reader: tuple[str, str, int]) -> None:
    language, scheme, width = reader
    page = editor(width, locale=language, color_scheme=scheme)
    findings = look(page, "the grid")
    page.locator(f"{TALK} .placed-move").first.press("Enter")
    findings += look(page, "a card that is carried")
    page.keyboard.press("Delete")
    expect(page.locator(".tray-item")).to_have_count(1)
    page.locator("details").evaluate_all("all => all.forEach(one => one.open = true)")
    findings += look(page, "a talk in the tray, and all details")
    page.locator(".tray-item a").click()
    page.wait_for_url(re.compile("/timetable/talks/"))
    findings += look(page, "the form of a talk without a time")
    page.goto(PAGE)
    page.locator(f"{TALK} a").first.click()
    page.wait_for_url(re.compile("/timetable/slots/"))
    findings += look(page, "the form of a slot")
    page.goto("/organise/rencontres-du-temps-libre-2026/breaks")
    assert findings + look(page, "breaks and blockers") == []
