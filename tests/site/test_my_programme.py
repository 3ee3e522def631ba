"""My programme: what the address names, and what a private link keeps."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from icalendar import Calendar
from sqlalchemy import func, select, update

from events.event.models import Event
from events.extensions import db
from events.kit import clock
from events.programme.actions import delete_talk
from events.programme.models import ChosenTalk, PersonalProgramme, ReleasedSlot, Slot, Talk
from tests.factories import NOW, EventFactory, scheduled_talk
from tests.people.cast import token
from tests.site.pages import HOUR, NINE, congress, page, queries_of, season

LINK = "/congres/my-programme/link"


@pytest.fixture
def talks(app: Flask) -> dict[str, int]:
    """A and B at the same time, C later; D is a draft, E belongs to another event."""
    clock.start_at(NOW)
    with app.app_context():
        event, (first, second) = congress()
        other = EventFactory.make(slug="autre")
        made = (
            ("a", event, first, NINE, "published"),
            ("b", event, second, NINE + HOUR, "published"),
            ("c", event, first, NINE + 3 * HOUR, "published"),
            ("d", event, first, NINE + 5 * HOUR, "draft"),
            ("e", other, first, NINE, "published"),
        )
        return {
            slug: scheduled_talk(own, slug=slug, title={"fr": slug.upper()}, room=room, starts_at=start, state=state).id
            for slug, own, room, start, state in made
        }


def shown(text: str) -> str:
    return "".join(re.findall(r'class="row chosen" data-talk.*?/talks/([a-e])/', text, flags=re.DOTALL))


def send(client: FlaskClient, path: str, ids: list[int]) -> str:
    """The address that the answer leads to."""
    answer = client.post(path, data={"csrf_token": token(client, LINK), "talk": [str(id_) for id_ in ids]})
    assert answer.status_code == 303, answer.text
    return answer.location or ""


def test_the_address_names_talks_and_overlaps_are_said(client: FlaskClient, talks: dict[str, int]) -> None:
    text = page(client, f"/congres/my-programme/?talk={talks['c']}&talk={talks['b']}&talk={talks['a']}&lang=en")
    assert shown(text) == "abc"
    assert re.findall(r"At the same time as (\w)", text) == ["B", "A"]


def test_a_cancelled_talk_is_in_nobodys_way(client: FlaskClient, app: Flask, talks: dict[str, int]) -> None:
    with app.app_context():
        db.session.execute(update(ReleasedSlot).where(ReleasedSlot.talk_id == talks["b"]).values(state="cancelled"))
        db.session.commit()
    text = page(client, f"/congres/my-programme/?talk={talks['b']}&talk={talks['a']}&lang=en")
    assert "At the same time" not in text
    assert "Cancelled: B" in text


def test_drafts_and_what_is_elsewhere_are_left_out(client: FlaskClient, talks: dict[str, int]) -> None:
    wrong = ["x", "-1", "9" * 40, "", "1e3", "٣", str(talks["d"]), str(talks["e"])]
    answer = client.get("/congres/my-programme/", query_string={"talk": [*wrong, str(talks["a"])]})
    assert (answer.status_code, shown(answer.text)) == (200, "a")


def test_the_public_page_sets_no_cookie_and_writes_nothing(
    client: FlaskClient, app: Flask, talks: dict[str, int]
) -> None:
    for path in ("/congres/my-programme/", f"/congres/my-programme/?talk={talks['a']}"):
        answer = client.get(path)
        assert "Set-Cookie" not in answer.headers
        assert "csrf" not in answer.text
    client.get(f"{LINK}?talk={talks['a']}")
    assert programmes(app) == 0


def test_a_private_link_shows_the_talks_and_can_be_changed(
    client: FlaskClient, app: Flask, talks: dict[str, int]
) -> None:
    address = send(client, LINK, [talks["a"], talks["d"], talks["e"]])
    answer = client.get(address)
    assert shown(answer.text) == "a"
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert '<meta name="robots" content="noindex" />' in answer.text
    assert 'rel="canonical"' not in answer.text
    assert send(client, f"{address}talks", [talks["b"], talks["c"]]) == address
    assert shown(client.get(address).text) == "bc"
    assert programmes(app) == 1


@pytest.mark.parametrize("wanted", [[], ["x"], ["d"], ["e"], ["many"]])
def test_a_programme_needs_a_talk_and_not_too_many(
    client: FlaskClient, app: Flask, talks: dict[str, int], wanted: list[str]
) -> None:
    ids = [str(talks.get(one, one)) for one in wanted] if wanted != ["many"] else [str(n) for n in range(1, 999)]
    answer = client.post(f"{LINK}?lang=en", data={"csrf_token": token(client, LINK), "talk": ids})
    assert answer.status_code == 422
    assert "Tick at least one talk." in answer.text or "more than 300 talks" in answer.text
    assert programmes(app) == 0


def test_a_form_without_its_token_is_refused(client: FlaskClient, app: Flask, talks: dict[str, int]) -> None:
    assert client.post(LINK, data={"talk": str(talks["a"])}).status_code == 400
    assert programmes(app) == 0


def test_a_renewed_link_closes_the_old_one(client: FlaskClient, talks: dict[str, int]) -> None:
    old = send(client, LINK, [talks["a"]])
    new = send(client, f"{old}link", [])
    assert new != old
    assert [client.get(path).status_code for path in (old, f"{old}calendar.ics", f"{old}talks", new)] == [
        404,
        404,
        404,
        200,
    ]


def test_a_deleted_programme_is_gone(client: FlaskClient, app: Flask, talks: dict[str, int]) -> None:
    address = send(client, LINK, [talks["a"]])
    assert send(client, f"{address}deletion", []) == "/congres/my-programme/"
    assert client.get(address).status_code == 404
    assert programmes(app) == 0
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(ChosenTalk)) == 0


def test_a_link_opens_at_its_own_event_only_and_cannot_be_guessed(client: FlaskClient, talks: dict[str, int]) -> None:
    address = send(client, LINK, [talks["a"]])
    secret = address.split("/")[-2]
    assert len(secret) == 8 + 26
    for wrong in (secret[:-1] + ("a" if secret[-1] != "a" else "b"), secret[:8], "x", "%00", "é" * 34):
        assert client.get(f"/congres/my-programme/{wrong}/").status_code in {400, 404}
    assert client.get(f"/autre/my-programme/{secret}/").status_code == 404
    assert (
        client.post(f"/autre/my-programme/{secret}/deletion", data={"csrf_token": token(client, LINK)}).status_code
        == 404
    )


def test_the_calendar_repeats_the_slots_and_is_not_sent_twice(
    client: FlaskClient, app: Flask, talks: dict[str, int]
) -> None:
    address = send(client, LINK, [talks["a"], talks["c"]])
    answer = client.get(f"{address}calendar.ics")
    uids = {str(entry["UID"]) for entry in Calendar.from_ical(answer.data).walk("VEVENT")}
    with app.app_context():
        wanted = select(Slot.guid).where(Slot.talk_id.in_([talks["a"], talks["c"]]))
        assert uids == set(db.session.scalars(wanted))
    again = client.get(f"{address}calendar.ics", headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert "no-store" in answer.headers["Cache-Control"]


def test_it_takes_as_many_queries_with_one_talk_as_with_thirty(
    client: FlaskClient, app: Flask, talks: dict[str, int]
) -> None:
    address = send(client, LINK, [talks["a"]])
    paths = [address, f"{address}talks", f"{address}calendar.ics"]
    for path in paths:
        page(client, path)
    few = [queries_of(app, client, path) for path in paths]
    with app.app_context():
        event = db.session.scalars(select(Event).filter_by(slug="congres")).one()
        ids = [scheduled_talk(event, starts_at=NINE + timedelta(hours=number)).id for number in range(30)]
    send(client, f"{address}talks", ids)
    assert [queries_of(app, client, path) for path in paths] == few
    assert max(few) <= 8


def test_a_deleted_talk_leaves_programmes(client: FlaskClient, app: Flask, talks: dict[str, int]) -> None:
    address = send(client, LINK, [talks["a"], talks["b"]])
    with app.app_context():
        delete_talk(db.session.get_one(Talk, talks["a"]), now=NOW)
    assert shown(client.get(address).text) == "b"


def test_only_talks_ahead_can_be_chosen(client: FlaskClient, app: Flask) -> None:
    clock.start_at(NOW)
    with app.app_context():
        event = season(talks=1)
        scheduled_talk(event, slug="passee", starts_at=NOW - timedelta(days=7))
    assert page(client, "/saison/schedule/").count("data-talk=") == 1
    assert "data-talk=" in page(client, "/saison/talks/conference-0/")
    assert "data-talk=" not in page(client, "/saison/talks/passee/")


def programmes(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(PersonalProgramme)) or 0
