"""What readers find around the demonstration's talks."""

from flask import Flask
from flask.testing import FlaskClient

from events.cli.demo import load_demonstration
from events.kit import clock
from tests.factories import NOW
from tests.site.pages import words

SEASON = "/les-conferences-du-jeudi"


def test_the_demonstration_has_subjects_news_a_partner_and_recordings(app: Flask, client: FlaskClient) -> None:
    clock.start_at(NOW)
    with app.app_context():
        load_demonstration()
    lecture = words(client, f"{SEASON}/talks/mittelbau-dora-un-camp-de-concentration-secret-tres-meurtrier/?lang=fr")
    assert "Voyage d’étude : Nordhausen et Buchenwald" in lecture.replace("\u202f", " ").replace("\xa0", " ")
    assert "Second World War" in words(client, "/subjects/?lang=en")
    event = words(client, f"{SEASON}/?lang=fr")
    assert "Une soirée de télévision depuis La Coupole" in event
    assert "Avec le concours de La Coupole" in event
    past = words(client, f"{SEASON}/talks/la-manche-mer-etroite-et-grande-route/?lang=en")
    assert "The lecture on film Recording, 1 h 12" in past
    assert "recording, slides" in words(client, f"{SEASON}/schedule/?lang=en")
