"""News and partners: what organisers write and the public reads."""

import io
from typing import Any

import pytest
from defusedxml.ElementTree import fromstring as defused
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy import select
from werkzeug.test import TestResponse

from events.event.models import NewsItem, Partner
from events.event.queries import partners_of
from events.extensions import db
from events.people.models import Picture
from tests.factories import EventFactory, NewsFactory, PartnerFactory
from tests.people.cast import Cast, sign_in, token
from tests.site.pages import page, queries_of, words

NEW = "/organise/saison/new-news"
NEWS = {"title": "Un soir à la télévision", "title_en": "An evening on television", "text": "Depuis **La Coupole**."}
ATOM = "{http://www.w3.org/2005/Atom}"
ADDRESS = "/saison/news/un-soir-a-la-television/"
OWN = f"/organise{ADDRESS}"


@pytest.fixture
def ada(client: FlaskClient, cast: Cast) -> FlaskClient:
    return sign_in(client, cast.ada)


def send(client: FlaskClient, address: str, form: dict[str, Any]) -> TestResponse:
    return client.post(address, data={**form, "csrf_token": token(client, "/organise/account")})


def png() -> io.BytesIO:
    stream = io.BytesIO()
    Image.new("RGB", (300, 200), "navy").save(stream, "PNG")
    stream.seek(0)
    return stream


def stored(model: type[Any]) -> Any:
    return db.session.scalars(select(model)).one()


def test_news_is_a_draft_until_published(app: Flask, ada: FlaskClient) -> None:
    answer = send(ada, NEW, NEWS)
    assert (answer.status_code, answer.location) == (303, OWN)
    stranger = app.test_client()
    assert stranger.get(ADDRESS).status_code == 404
    assert "Un soir" not in words(stranger, "/saison/?lang=fr")

    send(ada, f"{OWN}publication", {})
    assert "<strong>La Coupole</strong>" in page(stranger, f"{ADDRESS}?lang=fr")
    assert "An evening on television" in words(stranger, "/saison/?lang=en")
    send(ada, f"{OWN}taking-back", {})
    assert stranger.get(ADDRESS).status_code == 404
    send(ada, f"{OWN}deletion", {})
    assert ada.get(OWN).status_code == 404


def test_the_event_page_shows_the_pinned_and_the_newest_three(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        event = EventFactory.make(slug="saison")
        for number in range(5):
            NewsFactory.make(event=event, title={"fr": f"Nouvelle {number}"}, pinned=number == 0)
    shown = words(client, "/saison/?lang=fr")
    assert [f"Nouvelle {number}" in shown for number in range(5)] == [True, False, False, True, True]
    assert shown.index("Nouvelle 0") < shown.index("Nouvelle 4") < shown.index("Nouvelle 3")
    assert "Nouvelle 1" in words(client, "/saison/news/?lang=fr")


def test_lists_of_news_take_as_many_queries_for_one_as_for_thirty(app: Flask, client: FlaskClient) -> None:
    counts = []
    for slug, many in (("une", 1), ("trente", 30)):
        with app.app_context():
            event = EventFactory.make(slug=slug)
            for number in range(many):
                NewsFactory.make(event=event, slug=f"n{number}")
                PartnerFactory.make(event=event)
        counts.append([queries_of(app, client, f"/{slug}/{path}") for path in ("news/", "")])
    assert counts[0] == counts[1]


def test_hostile_news_stays_text(app: Flask, client: FlaskClient) -> None:
    hostile = "</script><script>alert(1)</script> [x](javascript:alert(1)) ![](https://x.example/p.png)"
    with app.app_context():
        event = EventFactory.make(slug="saison")
        NewsFactory.make(event=event, slug="n", title={"fr": hostile}, text={"fr": hostile})
        PartnerFactory.make(event=event, name=hostile, heading={"fr": hostile})
    for path in ("/saison/", "/saison/news/", "/saison/news/n/"):
        text = page(client, path)
        assert "<script>alert" not in text
        assert 'href="javascript' not in text
        assert 'src="https://x.example' not in text


def test_two_editors_of_one_piece_of_news_see_both_texts(app: Flask, ada: FlaskClient) -> None:
    send(ada, NEW, NEWS)
    send(ada, OWN, {**NEWS, "text": "Reportée", "version": "1"})
    answer = send(ada, OWN, {**NEWS, "text": "Confirmée", "version": "1"})
    assert answer.status_code == 409
    assert "Reportée" in answer.text
    assert "Confirmée" in answer.text
    with app.app_context():
        assert stored(NewsItem).text["fr"] == "Reportée"


def test_a_chosen_picture_outlives_a_refused_form(app: Flask, ada: FlaskClient) -> None:
    refused = send(ada, NEW, {**NEWS, "title": "", "picture": (png(), "a.png"), "picture_description": "La coupole"})
    assert refused.status_code == 422
    kept = refused.text.split('name="picture_kept" value="', 1)[1].split('"', 1)[0]
    send(ada, NEW, {**NEWS, "picture_kept": kept, "picture_description": "La coupole de béton"})
    with app.app_context():
        item = stored(NewsItem)
        assert item.picture == stored(Picture)
        assert item.picture.description == "La coupole de béton"
        assert item.picture.width == 300


def test_a_forged_picture_is_nothing(app: Flask, ada: FlaskClient) -> None:
    with app.app_context():
        db.session.add(Picture(file="other.jpg", width=1, height=1))
        db.session.commit()
    send(ada, NEW, {**NEWS, "picture_kept": "1"})
    with app.app_context():
        assert stored(NewsItem).picture_id is None


def test_what_a_picture_shows_can_be_written_later(app: Flask, ada: FlaskClient) -> None:
    send(ada, NEW, {**NEWS, "picture": (png(), "a.png")})
    send(ada, OWN, {**NEWS, "picture_description": "Le studio", "version": "1"})
    with app.app_context():
        assert stored(NewsItem).picture.description == "Le studio"


def test_partners_stand_in_their_order(app: Flask, ada: FlaskClient) -> None:
    for name in ("La Coupole", "La ville", "Le musée"):
        send(ada, "/organise/saison/partners", {"name": name, "heading": "Avec le soutien de"})
    with app.app_context():
        first = db.session.scalars(select(Partner)).first()
        assert first
        event_id, last = first.event_id, partners_of(first.event_id)[-1].id
    for direction, names in (
        ("up", ["La Coupole", "Le musée", "La ville"]),
        ("up", ["Le musée", "La Coupole", "La ville"]),
        ("up", ["Le musée", "La Coupole", "La ville"]),
        ("down", ["La Coupole", "Le musée", "La ville"]),
    ):
        send(ada, f"/organise/saison/partners/{last}/position", {"direction": direction})
        with app.app_context():
            assert [partner.name for partner in partners_of(event_id)] == names
    shown = words(app.test_client(), "/saison/?lang=fr")
    assert "Avec le soutien de La Coupole Le musée La ville" in shown


def test_a_logo_is_a_picture_with_words_and_a_link(app: Flask, ada: FlaskClient) -> None:
    form = {"name": "La Coupole", "website": "lacoupole.example", "picture": (png(), "logo.png")}
    assert send(ada, "/organise/saison/partners", form).status_code == 303
    text = page(app.test_client(), "/saison/?lang=fr")
    with app.app_context():
        assert f'src="/pictures/{stored(Picture).file}" alt="La Coupole"' in text
    assert 'href="https://lacoupole.example" rel="noopener"' in text


@pytest.mark.parametrize("website", ["javascript:alert(1)", "data:text/html,x", "//evil"])
def test_a_partners_website_is_one(app: Flask, ada: FlaskClient, website: str) -> None:
    answer = send(ada, "/organise/saison/partners", {"name": "La Coupole", "website": website})
    assert answer.status_code == 422
    with app.app_context():
        assert db.session.scalar(select(Partner)) is None


def test_news_and_partners_of_another_event_are_not_found(app: Flask, ada: FlaskClient) -> None:
    with app.app_context():
        other = EventFactory.make(slug="autre")
        NewsFactory.make(event=other, slug="n")
        partner = PartnerFactory.make(event=other).id
    for path in ("news/n/publication", "news/n/deletion", f"partners/{partner}", f"partners/{partner}/deletion"):
        assert send(ada, f"/organise/saison/{path}", {"name": "x"}).status_code == 404
    with app.app_context():
        assert stored(NewsItem)
        assert stored(Partner).name == "La Coupole"


def test_news_is_followed_in_the_feed_and_found_in_the_sitemap(app: Flask, client: FlaskClient) -> None:
    hostile = "]]></content><script>alert(1)</script> & co"
    with app.app_context():
        event = EventFactory.make(slug="saison")
        NewsFactory.make(event=event, slug="soiree", title={"fr": hostile}, text={"fr": hostile})
        NewsFactory.make(event=event, slug="brouillon", published_at=None)
    feed = defused(client.get("/saison/feed.atom").data)
    [entry] = feed.findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == hostile
    assert entry.findtext(f"{ATOM}updated") == entry.findtext(f"{ATOM}published") == "2026-01-15T10:00:00+01:00"
    assert "<script>" not in (entry.findtext(f"{ATOM}content") or "")
    sitemap = page(client, "/sitemap.xml")
    assert "/saison/news/soiree/" in sitemap
    assert "/saison/news/brouillon/" not in sitemap
