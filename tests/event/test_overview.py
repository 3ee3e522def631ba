"""The organiser's first page of an event."""

import re

from flask import Flask
from flask.testing import FlaskClient

from tests.people.cast import make_cast, sign_in


def test_it_leads_to_the_other_pages_by_their_names(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        ada = make_cast().ada
    page = sign_in(client, ada).get("/organise/saison/?lang=en").text
    links = re.findall(r'<li><a href="(/organise/saison/[^"]*)">([^<]+)</a>', page)
    assert ("/organise/saison/talks/", "Talks") in links
    assert [words for _, words in links if words.startswith("/")] == []
