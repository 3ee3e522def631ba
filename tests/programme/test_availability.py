"""When speakers can come: from what they answer to windows and back, and the two pages that ask."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from events.activity.models import Activity
from events.event.models import Event
from events.extensions import db
from events.kit import clock
from events.kit.tokens import link_token
from events.people.models import Organisation
from events.programme.models import Speaker, SpeakerAvailability
from events.programme.queries import conflicts_of
from events.programme.rules.availability import (
    Answer,
    answers_of_windows,
    days_between,
    days_without,
    windows_of_answers,
    windows_without,
)
from events.programme.rules.conflicts import ConflictKind
from tests.factories import NOW, EventFactory, PersonFactory, SpeakerFactory, TalkSpeakerFactory, scheduled_talk
from tests.people.cast import Cast, sign_in, token
from tests.programme.test_pages import send

PARIS = "Europe/Paris"
SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)
"""The days on which the clocks change."""


def test_every_day_free_is_always() -> None:
    assert windows_of_answers([Answer(day) for day in days_between(SPRING, date(2026, 3, 31))], PARIS) == []
    assert windows_without([], PARIS) == []


def test_no_day_at_all_is_never_and_stays_so() -> None:
    days = [SPRING, AUTUMN]
    windows = windows_of_answers([Answer(day, absent=True) for day in days], PARIS)
    assert windows
    assert all(answer.absent for answer in answers_of_windows(windows, days, PARIS))


@pytest.mark.parametrize(
    ("day", "starts", "ends", "window"),
    [
        (SPRING, None, None, (datetime(2026, 3, 28, 23), datetime(2026, 3, 29, 22))),
        (AUTUMN, None, None, (datetime(2026, 10, 24, 22), datetime(2026, 10, 25, 23))),
        (SPRING, time(2, 30), time(12), (datetime(2026, 3, 29, 1, 30), datetime(2026, 3, 29, 10))),
        (AUTUMN, time(2, 30), time(12), (datetime(2026, 10, 25, 0, 30), datetime(2026, 10, 25, 11))),
        (AUTUMN, time(1), time(2, 30), (datetime(2026, 10, 24, 23), datetime(2026, 10, 25, 1, 30))),
    ],
)
def test_hours_are_those_of_the_wall(day: date, starts: time, ends: time, window: tuple[datetime, datetime]) -> None:
    found = windows_of_answers([Answer(day, False, starts, ends), Answer(date(2026, 12, 1), absent=True)], PARIS)
    assert found == [tuple(edge.replace(tzinfo=UTC) for edge in window)]


quarters = st.integers(13, 95).map(lambda n: time(n // 4, n % 4 * 15))
"""After three o'clock, where no clock changes."""


@given(st.lists(st.tuples(st.booleans(), st.none() | quarters, st.none() | quarters), min_size=1, max_size=6))
def test_answers_come_back_as_they_were_given(rows: list[tuple[bool, time | None, time | None]]) -> None:
    answers = [
        Answer(day, absent, None if absent else starts, None if absent else ends)
        for day, (absent, starts, ends) in zip(days_between(SPRING, date(2026, 4, 10)), rows, strict=False)
        if absent or starts is None or ends is None or starts < ends
    ]
    windows = windows_of_answers(answers, PARIS)
    assert answers_of_windows(windows, [answer.day for answer in answers], PARIS) == answers


@given(st.sets(st.integers(0, 270), max_size=12))
def test_days_of_a_season_come_back_as_they_were_given(chosen: set[int]) -> None:
    season = days_between(date(2025, 10, 1), date(2026, 6, 30))
    absent = [season[n] for n in sorted(chosen) if n < len(season)]
    assert days_without(windows_without(absent, PARIS), season, PARIS) == absent


@pytest.fixture
def in_january(app: Flask) -> Iterator[None]:
    """Her link opens until sixty days after the season."""
    clock.start_at(NOW)
    yield
    clock.start_at(None)


@pytest.fixture
def ada(client: FlaskClient, cast: Cast) -> FlaskClient:
    return sign_in(client, cast.ada)


def make_speaker(event: Event, slug: str = "sam") -> Speaker:
    speaker = SpeakerFactory.make(event=event, slug=slug, person=PersonFactory.make(organisation=event.organisation))
    TalkSpeakerFactory.make(talk=scheduled_talk(event), speaker=speaker)
    return speaker


def season_of(cast: Cast) -> Event:
    return db.session.get_one(Event, cast.event.id)


def congress_of(cast: Cast) -> Event:
    owner = db.session.get_one(Organisation, cast.organisation.id)
    return EventFactory.make(organisation=owner, slug="congres", starts_on=date(2026, 1, 29), ends_on=date(2026, 1, 30))


HERS = "/organise/congres/speakers/sam/availability"
DAYS = {
    "availability-version": "1",
    "availability-from_2026-01-29": "14:00",
    "availability-to_2026-01-29": "18 h",
    "availability-not_2026-01-30": "y",
}


def test_an_organiser_writes_the_days_of_a_congress(app: Flask, ada: FlaskClient, cast: Cast) -> None:
    with app.app_context():
        congress = congress_of(cast)
        make_speaker(congress)
        assert conflicts_of(congress) == []
    assert send(ada, HERS, DAYS).status_code == 303
    with app.app_context():
        (window,) = db.session.scalars(select(SpeakerAvailability)).all()
        assert (window.starts_at, window.ends_at) == (
            datetime(2026, 1, 29, 13, tzinfo=UTC),
            datetime(2026, 1, 29, 17, tzinfo=UTC),
        )
        (conflict,) = conflicts_of(db.session.scalars(select(Event).filter_by(slug="congres")).one())
        assert conflict.kind is ConflictKind.SPEAKER_AWAY
        note = db.session.scalars(select(Activity).filter_by(verb="availability set")).one()
        assert note.account_id == cast.ada.id
    page = ada.get("/organise/congres/speakers/sam/?lang=en").text
    assert 'value="14:00"' in page
    assert "Thursday 29" in page
    every_day = {**dict.fromkeys(DAYS, ""), "availability-version": "2"}
    every_day.pop("availability-not_2026-01-30")
    assert send(ada, HERS, every_day).status_code == 303
    with app.app_context():
        assert db.session.scalars(select(SpeakerAvailability)).all() == []


@pytest.mark.parametrize("wrong", [{"availability-to_2026-01-29": "13:00"}, {"availability-from_2026-01-29": "noon"}])
def test_impossible_hours_are_refused_and_kept(app: Flask, ada: FlaskClient, cast: Cast, wrong: dict[str, str]) -> None:
    with app.app_context():
        make_speaker(congress_of(cast))
    answer = send(ada, HERS, {**DAYS, **wrong})
    assert answer.status_code == 422
    assert 'class="field-error"' in answer.text
    assert f'value="{next(iter(wrong.values()))}"' in answer.text
    with app.app_context():
        assert db.session.scalars(select(SpeakerAvailability)).all() == []


def own_page(speaker: Speaker) -> str:
    return f"/speakers/{link_token('speaker', speaker.reference, speaker.link_generation)}/"


@pytest.mark.usefixtures("in_january")
def test_a_speaker_writes_on_which_days_of_the_season_she_cannot(app: Flask, client: FlaskClient, cast: Cast) -> None:
    with app.app_context():
        page = own_page(make_speaker(season_of(cast)))
    form = {
        "availability-version": "1",
        "availability-absent": "29/01/2026\n2026-02-05\n\n",
        "csrf_token": token(client, page),
    }
    assert client.post(f"{page}availability", data=form).status_code == 303
    assert "29/01/2026\n05/02/2026" in client.get(page).text.replace("\r", "")
    with app.app_context():
        (conflict,) = conflicts_of(season_of(cast))
        assert conflict.kind is ConflictKind.SPEAKER_AWAY
    again = client.post(f"{page}availability?lang=en", data={**form, "availability-absent": "06/02/2026"})
    assert again.status_code == 409
    assert "06/02/2026" in again.text
    with app.app_context():
        assert len(conflicts_of(season_of(cast))) == 1
    assert client.post(f"{page}availability", data={**form, "availability-version": "2", "availability-absent": ""})
    with app.app_context():
        assert conflicts_of(season_of(cast)) == []


@pytest.mark.usefixtures("in_january")
@pytest.mark.parametrize("typed", ["tomorrow", "31/02/2026", "01/08/2026", "99999999999999", "29/01/2026 05/02/2026"])
def test_a_day_that_is_none_is_refused_with_one_sentence(
    app: Flask, client: FlaskClient, cast: Cast, typed: str
) -> None:
    with app.app_context():
        page = own_page(make_speaker(season_of(cast)))
    form = {"availability-version": "1", "availability-absent": typed, "csrf_token": token(client, page)}
    answer = client.post(f"{page}availability", data=form)
    assert answer.status_code == 422
    assert typed in answer.text
    with app.app_context():
        assert db.session.scalars(select(SpeakerAvailability)).all() == []


def test_a_speaker_of_another_event_is_not_found(app: Flask, ada: FlaskClient, cast: Cast) -> None:
    with app.app_context():
        congress_of(cast)
        make_speaker(season_of(cast), "ailleurs")
    assert send(ada, "/organise/congres/speakers/ailleurs/availability", DAYS).status_code == 404
    with app.app_context():
        assert db.session.scalars(select(SpeakerAvailability)).all() == []
