"""The organiser's first page of an event."""

import re

from flask import Flask
from flask.testing import FlaskClient

from tests.factories import EventFactory
from tests.people.cast import make_cast, sign_in, token


def test_it_leads_to_the_other_pages_by_their_names(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        ada = make_cast().ada
    page = sign_in(client, ada).get("/organise/saison/?lang=en").text
    links = re.findall(r'<li><a href="(/organise/saison/[^"]*)">([^<]+)</a>', page)
    assert ("/organise/saison/talks/", "Talks") in links
    assert [words for _, words in links if words.startswith("/")] == []


def test_publishing_with_something_missing_says_what_to_do(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        cast = make_cast()
        EventFactory.make(organisation=cast.organisation, slug="soir", state="draft")
        ada = sign_in(client, cast.ada)
    form = {"csrf_token": token(ada, "/organise/account")}
    answer = ada.post("/organise/soir/publication?lang=en", data=form)
    assert answer.status_code == 422
    assert "Complete what is missing, or tick that you will do so later." in answer.text
