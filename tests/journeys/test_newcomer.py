"""From nothing to a badge: somebody new sets the house up, and somebody else comes to the lecture."""

import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from events.people.setup import set_up_code
from tests.journeys.conftest import Site, Visitor
from tests.journeys.mailbox import calendar_in, invitations, link_in, text_of

TITLE = "Mittelbau-Dora : un camp de concentration secret très meurtrier"
TALK = "/les-jeudis/talks/mittelbau-dora-un-camp-de-concentration-secret-tres-meurtrier/"


def test_from_an_empty_house_to_a_badge(empty_site: Site, visitor: Visitor, tmp_path: Path) -> None:
    ada = visitor(empty_site).new_page()
    reader = visitor(empty_site, locale="fr", java_script_enabled=False)

    set_up(ada, empty_site)
    add_places(ada)
    make_season(ada)
    write_talk(ada)
    open_to_the_public(ada, reader)
    own_page = register(reader, empty_site)
    print_papers(ada, tmp_path)
    give_one_back(reader.pages[0], own_page, empty_site)
    move_the_talk(ada, empty_site)
    cancel_the_talk(ada, empty_site)
    invite_the_speaker(ada, visitor(empty_site, locale="fr"), empty_site)


def set_up(ada: Page, site: Site) -> None:
    with site.app.app_context():
        code = set_up_code()
    ada.goto("/")
    assert ada.url.endswith("/set-up")
    fill(ada, code=code, organisation="Université du temps libre", name="Ada Delattre", email="ada@utl.example")
    fill(ada, password="quai des Tullistes")
    send(ada, "Set up")
    assert ada.url.endswith("/organise/")


def add_places(ada: Page) -> None:
    ada.goto("/organise/venues/")
    fill(ada, name="Maison des Dentelliers", street="12 quai des Tullistes", postcode="62100", town="Calais")
    send(ada, "Add")
    ada.get_by_label("Name of the room").fill("Salle Jacquard")
    ada.get_by_label("Seats").fill("120")
    send(ada, "Add the room")
    expect(ada.get_by_role("rowheader", name="Salle Jacquard")).to_be_visible()


def make_season(ada: Page) -> None:
    ada.goto("/organise/new-event")
    ada.get_by_label("A season of lectures").check()
    fill(ada, title="Les jeudis", starts_on="2026-01-08", ends_on="2026-05-28")
    ada.get_by_label("Language of its texts").select_option("fr")
    send(ada, "Make the event")
    assert ada.url.endswith("/organise/les-jeudis/")


def write_talk(ada: Page) -> None:
    ada.goto("/organise/les-jeudis/new-talk")
    fill(ada, title=TITLE, abstract="Trois questions : **où**, *quand*, qui.", starts_at="2026-01-29T18:30")
    fill(ada, duration="90", doors_at="18:00", capacity="100")
    ada.get_by_label("Speaker 1").fill("Dominique Mathieu")
    ada.get_by_label("Speaker 2").fill("Lionel Roux")
    ada.get_by_label("Room").select_option(label="Salle Jacquard, Maison des Dentelliers")
    send(ada, "Save")
    expect(ada.get_by_text("The talk has been saved.")).to_be_visible()


def open_to_the_public(ada: Page, reader: BrowserContext) -> None:
    talk = ada.url
    ada.get_by_role("link", name="See it as the public will").click()
    expect(ada.get_by_role("heading", level=1)).to_contain_text("Mittelbau")
    public = reader.new_page()
    answer = public.goto(TALK)
    assert answer
    assert answer.status == 404
    ada.goto(talk)
    send(ada, "Publish")
    ada.goto("/organise/les-jeudis/settings")
    ada.get_by_label("Open", exact=True).check()
    ada.get_by_role("button", name="Save").first.click()
    ada.goto("/organise/les-jeudis/publication")
    ada.get_by_label("Publish all the same").check()
    send(ada, "Publish")
    public.goto(TALK)
    expect(public.locator(".speakers").first).to_have_text("Dominique Mathieu et Lionel Roux")


def register(reader: BrowserContext, site: Site) -> str:
    """Jeanne and Paul; returns the address of their page, which the mail holds too."""
    page = reader.pages[0]
    page.locator("main a[href*=register]").first.click()
    assert page.locator("input[name=talks]").is_checked()
    fill(page, name="Jeanne Lefebvre", email="jeanne@example.org", companions="Paul Lefebvre")
    page.locator("main form button").click()
    assert page.url.endswith("?new=1")
    expect(page.locator("main")).to_contain_text("Paul Lefebvre")

    (invitation,) = site.post_arrives()
    assert invitation["To"] == "Jeanne Lefebvre <jeanne@example.org>"
    assert link_in(invitation, "/r/") == page.url.partition("?")[0]
    calendar, entry = calendar_in(invitation)
    assert calendar["METHOD"] == "REQUEST"
    assert [zone["TZID"] for zone in calendar.walk("VTIMEZONE")] == ["Europe/Paris"]
    assert entry["ATTENDEE"] == "mailto:jeanne@example.org"
    assert entry["DTSTART"].dt.isoformat() == "2026-01-29T18:30:00+01:00"
    assert entry["SEQUENCE"] == 0
    return page.url.partition("?")[0]


def print_papers(ada: Page, folder: Path) -> None:
    """Both papers name those who speak and those who come."""
    ada.goto("/organise/les-jeudis/papers/")
    programme = ada.get_by_role("link", name="The programme").first.get_attribute("href")
    assert programme
    printed = read_pdf(ada, programme, folder)
    assert "Mathieu" in printed
    assert "Roux" in printed
    badges = read_pdf(ada, "/organise/les-jeudis/badges.pdf", folder)
    for name in ("Jeanne", "Paul", "Lefebvre", "Lionel"):
        assert name in badges


def give_one_back(page: Page, own_page: str, site: Site) -> None:
    """One seat by its button: the entry stays, for fewer; then everything: it goes, without STATUS."""
    page.goto(own_page)
    page.get_by_role("button", name="Rendre la place de Paul Lefebvre").click()
    expect(page.locator("main")).to_contain_text("Jeanne Lefebvre")
    assert [calendar_in(mail)[0]["METHOD"] for mail in invitations(site.post_arrives())] in ([], ["REQUEST"])
    page.locator(f"form[action='{own_page.removeprefix(site.address)}cancellation'] button").click()
    calendar, entry = calendar_in(invitations(site.post_arrives())[-1])
    assert calendar["METHOD"] == "CANCEL"
    assert "STATUS" not in entry
    assert page.locator("form[action$=cancellation]").count() == 0
    page.goto(TALK)
    page.locator("main a[href*=register]").first.click()
    fill(page, name="Jeanne Lefebvre", email="jeanne@example.org")
    page.locator("main form button").click()
    (again,) = invitations(site.post_arrives())
    assert calendar_in(again)[1]["UID"] != entry["UID"]


def move_the_talk(ada: Page, site: Site) -> None:
    ada.goto(f"/organise{TALK}")
    fill(ada, starts_at="2026-02-05T18:30")
    send(ada, "Save")
    (moved,) = invitations(site.post_arrives())
    calendar, entry = calendar_in(moved)
    assert (calendar["METHOD"], entry["SEQUENCE"]) == ("REQUEST", 1)
    assert entry["DTSTART"].dt.isoformat() == "2026-02-05T18:30:00+01:00"


def cancel_the_talk(ada: Page, site: Site) -> None:
    ada.goto(f"/organise{TALK}")
    ada.get_by_role("link", name="Cancel or postpone").click()
    send(ada, "Cancel or postpone, and tell everybody")
    expect(ada.locator("#errors")).to_contain_text("Write the reason.")
    fill(ada, reason="L’intervenant est souffrant.")
    send(ada, "Cancel or postpone, and tell everybody")
    (cancelled,) = invitations(site.post_arrives())
    calendar, entry = calendar_in(cancelled)
    assert (calendar["METHOD"], entry["STATUS"], entry["SEQUENCE"]) == ("CANCEL", "CANCELLED", 2)
    assert "souffrant" in text_of(cancelled)


def invite_the_speaker(ada: Page, sam: BrowserContext, site: Site) -> None:
    """Her link opens her page without a password, and the programme from there."""
    ada.goto("/organise/les-jeudis/speakers/")
    ada.get_by_role("link", name="Dominique Mathieu").click()
    fill(ada, email="dominique@example.org")
    send(ada, "Save")
    ada.get_by_role("button", name="Invite Dominique Mathieu").click()
    letter = next(mail for mail in site.post_arrives() if "dominique@example.org" in mail["To"])
    page = sam.new_page()
    page.goto(link_in(letter, "/speakers/"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Dominique Mathieu")
    expect(page.locator("main")).to_contain_text("Mittelbau")
    answer = page.request.get(page.locator("a[href$='programme.pdf']").first.get_attribute("href") or "")
    assert answer.body().startswith(b"%PDF")


def fill(page: Page, **typed: str) -> None:
    for name, words in typed.items():
        page.locator(f"main [name={name}]").first.fill(words)


def send(page: Page, button: str) -> None:
    page.locator("main").get_by_role("button", name=button, exact=True).first.click()


def read_pdf(page: Page, address: str, folder: Path) -> str:
    """The words of a PDF as pdftotext finds them."""
    answer = page.request.get(address)
    assert answer.ok
    file = folder / "paper.pdf"
    file.write_bytes(answer.body())
    try:
        return subprocess.run(["pdftotext", file, "-"], check=True, capture_output=True, text=True).stdout
    except FileNotFoundError:
        pytest.skip("pdftotext is not installed")
