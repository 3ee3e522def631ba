"""School holidays of the official calendar, public holidays, and what an organisation says instead."""

from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from events.activity.models import Activity
from events.event.actions import ClosureDetails, add_closure, edit_closure
from events.event.holidays import (
    days_off,
    find_official,
    is_in_alsace_moselle,
    official_periods,
    public_holidays,
    sources,
    zone_of,
    zones,
)
from events.event.models import Closure
from events.event.queries import school_periods, school_zone_of
from events.extensions import db
from events.kit.database import Stale
from events.people.models import Organisation
from tests.factories import NOW, OrganisationFactory
from tests.people.cast import Cast, sign_in, token

PAGE = "/organise/school-holidays/"


@pytest.mark.parametrize(
    ("zone", "key", "first", "last"),
    [
        ("B", "2024-2025-spring-b", date(2025, 4, 5), date(2025, 4, 21)),
        ("A", "2025-2026-winter-a", date(2026, 2, 7), date(2026, 2, 22)),
        ("B", "2025-2026-ascension", date(2026, 5, 14), date(2026, 5, 17)),
        ("B", "2026-2027-autumn", date(2026, 10, 17), date(2026, 11, 1)),
        ("C", "2026-2027-christmas", date(2026, 12, 19), date(2027, 1, 3)),
        ("A", "2026-2027-winter-a", date(2027, 2, 13), date(2027, 2, 28)),
        ("B", "2026-2027-winter-b", date(2027, 2, 20), date(2027, 3, 7)),
        ("C", "2026-2027-spring-c", date(2027, 4, 3), date(2027, 4, 18)),
        ("C", "2026-2027-summer", date(2027, 7, 3), date(2027, 8, 31)),
    ],
)
def test_the_table_knows_first_and_last_day_without_classes(zone: str, key: str, first: date, last: date) -> None:
    found = {period.key: period for period in official_periods(zone)}[key]
    assert (found.first, found.last) == (first, last)
    assert found.covers(first)
    assert found.covers(last)
    assert not found.covers(first - timedelta(days=1))
    assert not found.covers(last + timedelta(days=1))


def test_every_year_has_its_source_and_six_holidays_in_each_zone() -> None:
    for zone in zones():
        periods = official_periods(zone)
        assert len(periods) == 6 * len(sources())
        assert [period.first for period in periods] == sorted(period.first for period in periods)
        assert all(period.first < period.last and "fr" in period.name for period in periods)
    assert all("Arrêté du" in source for source in sources().values())


def test_a_postcode_says_the_zone() -> None:
    assert [zone_of(code) for code in ("62100", "75005", "69001", "20000", "97400", "")] == ["B", "C", "A", "", "", ""]
    assert [is_in_alsace_moselle(code) for code in ("67000", "62100")] == [True, False]


def test_public_holidays_have_their_french_names() -> None:
    names = {period.first: period.name["fr"] for period in public_holidays(2026)}
    assert names[date(2026, 11, 11)] == "Armistice 1918"
    assert names[date(2026, 5, 14)] == "Ascension"
    assert date(2026, 12, 26) not in names
    assert date(2026, 12, 26) in {period.first for period in public_holidays(2026, alsace_moselle=True)}
    off = days_off(date(2026, 11, 1), date(2026, 11, 30), school=official_periods("B"), public=True)
    assert [period.name["fr"] for period in off] == ["vacances de la Toussaint", "Toussaint", "Armistice 1918"]


def test_what_the_organisation_says_wins_over_the_table(inside: Flask) -> None:
    owner = OrganisationFactory.make(postcode="62100")
    assert school_zone_of(owner) == "B"
    later = ClosureDetails({"fr": "vacances d’hiver"}, date(2027, 2, 22), date(2027, 3, 7))
    given = ClosureDetails({"fr": "pont de l’Ascension"}, date(2027, 5, 6), date(2027, 5, 9), observed=False)
    own = ClosureDetails({"fr": "fermeture annuelle"}, date(2027, 6, 14), date(2027, 6, 20))
    add_closure(owner.id, later, official="2026-2027-winter-b", now=NOW)
    add_closure(owner.id, given, official="2026-2027-ascension", now=NOW)
    add_closure(owner.id, own, now=NOW)

    kept = school_periods(owner, "B")
    assert not any(period.covers(date(2027, 2, 20)) for period in kept)
    assert any(period.covers(date(2027, 2, 22)) for period in kept)
    assert not any(period.covers(date(2027, 5, 7)) for period in kept)
    assert [period.name for period in kept if period.covers(date(2027, 6, 17))] == [{"fr": "fermeture annuelle"}]
    assert not any(period.covers(date(2027, 3, 3)) for period in school_periods(owner, "A"))
    assert [period.name["fr"] for period in school_periods(owner, "-")] == ["fermeture annuelle"]


def test_two_corrections_of_the_same_holidays_meet(inside: Flask) -> None:
    owner = OrganisationFactory.make()
    details = ClosureDetails({"fr": "vacances d’hiver"}, date(2027, 2, 22), date(2027, 3, 7))
    first = add_closure(owner.id, details, official="2026-2027-winter-b", now=NOW)
    with pytest.raises(Stale):
        add_closure(owner.id, details, official="2026-2027-winter-b", now=NOW)
    edit_closure(first, 1, details, now=NOW)
    with pytest.raises(Stale):
        edit_closure(first, 1, details, now=NOW)
    assert len(db.session.scalars(select(Closure)).all()) == 1


@pytest.fixture
def ada(client: FlaskClient, cast: Cast) -> FlaskClient:
    return sign_in(client, cast.ada)


def send(client: FlaskClient, address: str, **form: Any) -> TestResponse:
    return client.post(address, data={**form, "csrf_token": token(client, "/organise/account")})


def test_the_page_lists_the_holidays_of_the_zone_with_their_source(ada: FlaskClient) -> None:
    page = ada.get(f"{PAGE}?lang=fr").text
    assert "du 20 février au 7 mars 2027" in page.replace("\u00a0", " ")
    assert "Arrêté du 22 octobre 2025" in page
    assert send(ada, f"{PAGE}zone", zone="C").status_code == 303
    assert "du 6 au 21 février 2027" in ada.get(PAGE).text.replace("\u00a0", " ")
    assert send(ada, f"{PAGE}zone", zone="D").status_code == 422


def test_holidays_are_corrected_and_taken_back(app: Flask, ada: FlaskClient) -> None:
    page = f"{PAGE}official/2026-2027-winter-b"
    days = {"starts_on": "2027-02-22", "ends_on": "2027-03-07"}
    assert send(ada, page, **days, version="0").status_code == 303
    assert send(ada, page, **days, version="0").status_code == 409
    assert "corrigées par vous" in ada.get(f"{PAGE}?lang=fr").text
    with app.app_context():
        row = db.session.scalars(select(Closure)).one()
        assert db.session.scalars(select(Activity).filter_by(thing=f"closure:{row.id}")).one().account_id
    assert send(ada, f"{PAGE}closures/{row.id}/deletion").status_code == 303
    with app.app_context():
        assert db.session.scalars(select(Closure)).all() == []
    assert find_official("2026-2027-winter-d") is None
    assert ada.get(f"{PAGE}official/2026-2027-winter-d").status_code == 404


def test_own_closures_are_added_edited_and_refused_when_their_days_are_impossible(app: Flask, ada: FlaskClient) -> None:
    closed = {"name": "Fermeture annuelle", "starts_on": "2027-06-14", "ends_on": "2027-06-20"}
    wrong = send(ada, PAGE, **{**closed, "ends_on": "2027-06-01"})
    assert (wrong.status_code, "Fermeture annuelle" in wrong.text) == (422, True)
    assert send(ada, PAGE, **closed).status_code == 303
    with app.app_context():
        row = db.session.scalars(select(Closure)).one()
    page = f"{PAGE}closures/{row.id}"
    assert send(ada, page, **{**closed, "name": "Travaux"}, version="1").status_code == 303
    stale = send(ada, page, **{**closed, "name": "Inventaire"}, version="1")
    assert (stale.status_code, "Travaux" in stale.text, "Inventaire" in stale.text) == (409, True, True)


def test_another_organisations_closure_is_not_found(app: Flask, cast: Cast, client: FlaskClient) -> None:
    with app.app_context():
        owner = db.session.get_one(Organisation, cast.organisation.id)
        details = ClosureDetails({"fr": "Travaux"}, date(2027, 6, 14), date(2027, 6, 20))
        closure_id = add_closure(owner.id, details, now=NOW).id
    eve = sign_in(client, cast.eve)
    assert eve.get(f"{PAGE}closures/{closure_id}").status_code == 404
    assert send(eve, f"{PAGE}closures/{closure_id}/deletion").status_code == 404
    with app.app_context():
        assert db.session.get(Closure, closure_id)
