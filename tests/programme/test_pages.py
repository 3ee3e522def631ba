"""The organiser pages of talks, as browsers use them."""

from flask.testing import FlaskClient

from tests.people.cast import Cast, sign_in

PAGES = [
    "/organise/",
    "/organise/new-event",
    "/organise/venues/",
    "/organise/saison/",
    "/organise/saison/settings",
    "/organise/saison/tracks",
    "/organise/saison/team",
    "/organise/saison/talks/",
    "/organise/saison/new-talk",
    "/organise/saison/release",
    "/organise/saison/breaks",
    "/organise/saison/speakers/",
]


def test_every_page_opens(client: FlaskClient, cast: Cast) -> None:
    sign_in(client, cast.ada)
    for page in PAGES:
        answer = client.get(page)
        assert answer.status_code == 200, page
