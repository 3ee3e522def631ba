"""From rows to what is printed, on both databases."""

from flask import Flask
from sqlalchemy import event as listening

from events.documents.badges import Role
from events.documents.contents import draft_programme, released_programme
from events.documents.people import Wearers, badges_of, badges_of_registration
from events.event.models import Event
from events.extensions import db
from tests.documents.events import cancel_everywhere, lecture, pause, seat
from tests.factories import LECTURE, NOW, AccountFactory, EventFactory, RoomFactory, TeamMemberFactory, VenueFactory


def season(**fields: object) -> Event:
    return EventFactory.make(slug="saison", admission={"fr": "5 €, gratuit pour les adhérents."}, **fields)


def test_a_season_says_what_its_pages_say(inside: Flask) -> None:
    event = season()
    hall = RoomFactory.make(name="Salle Jacquard", venue=VenueFactory.make(organisation_id=event.organisation_id))
    lecture(event, room=hall)
    paper = released_programme(event, "fr")
    assert paper
    assert (paper.title, paper.release_number) == ("Les conférences du jeudi", 1)
    assert paper.introduction == ("5 €, gratuit pour les adhérents.",)
    assert paper.url.endswith("/saison/changes/?since=1")
    assert [(place.name, place.note) for place in paper.places] == [
        ("Maison des associations", "12 quai des Tullistes, 62100 Calais")
    ]
    talk = paper.talks[0]
    assert (talk.title, talk.starts_at.hour, talk.starts_at.minute) == ("Mittelbau-Dora", 18, 30)
    assert talk.room == "Salle Jacquard, Maison des associations, 12 quai des Tullistes, 62100 Calais"
    assert [(speaker.name, speaker.note) for speaker in talk.speakers] == [("Dominique Mathieu", "La Coupole")]
    assert talk.abstract == "Près de Nordhausen, des galeries.\n\nUn second paragraphe."


def test_several_halls_are_told_apart_and_their_addresses_said_once(inside: Flask) -> None:
    event = season()
    for number, name in enumerate(("Bleue", "Verte")):
        venue = VenueFactory.make(organisation_id=event.organisation_id, name=f"Maison {name}")
        lecture(event, room=RoomFactory.make(name=f"Salle {name}", venue=venue), slug=name, days=7 * number)
    paper = released_programme(event, "fr")
    assert paper
    assert [talk.room for talk in paper.talks] == ["Salle Bleue, Maison Bleue", "Salle Verte, Maison Verte"]
    assert len(paper.places) == 2


def test_cancelled_talks_say_so_and_drafts_stay_in_the_draft(inside: Flask) -> None:
    event = season()
    cancel_everywhere(lecture(event, slug="un", title="Un"), "La salle est inondée.")
    cancel_everywhere(lecture(event, slug="deux", title="Deux", days=1))
    lecture(event, slug="trois", title="Trois", days=2, state="draft")
    pause(event)
    pause(event, "blocker", "Ménage")
    public, draft = released_programme(event, "fr"), draft_programme(event, "fr", NOW)
    assert public
    assert draft
    assert [talk.title for talk in public.talks if not talk.is_break] == ["Un", "Deux"]
    assert [talk.title for talk in public.talks if talk.is_break] == ["Déjeuner"]
    assert "La salle est inondée." in public.talks[0].notice
    assert all(talk.notice for talk in draft.talks if not talk.is_break)
    assert [talk.title for talk in draft.talks if not talk.is_break] == ["Un", "Deux", "Trois"]
    assert draft.release_number is None


def test_without_a_released_talk_there_is_no_programme(inside: Flask) -> None:
    event = season()
    assert released_programme(event, "fr") is None
    assert draft_programme(event, "fr", NOW) is None
    lecture(event, state="draft")
    assert released_programme(event, "fr") is None


def test_queries_dont_grow_with_the_talks(inside: Flask) -> None:
    few, many = EventFactory.make(), EventFactory.make()
    for event, count in ((few, 1), (many, 12)):
        for number in range(count):
            room = RoomFactory.make(venue=VenueFactory.make(organisation_id=event.organisation_id))
            seat(event, f"Bob {number}", lecture(event, slug=f"talk-{number}", days=number, room=room))
    ids = few.id, many.id
    for read in (
        lambda event: released_programme(event, "fr"),
        lambda event: draft_programme(event, "fr", NOW),
        lambda event: badges_of(event, set(Wearers), language="fr"),
    ):
        counts = {count_queries(read, event_id) for event_id in ids}
        assert len(counts) == 1, counts


def count_queries(read: object, event_id: int) -> int:
    db.session.expunge_all()
    event = db.session.get_one(Event, event_id)
    statements: list[str] = []

    def note(*args: object) -> None:
        statements.append(str(args[2]))

    listening.listen(db.engine, "before_cursor_execute", note)
    try:
        assert callable(read)
        read(event)
    finally:
        listening.remove(db.engine, "before_cursor_execute", note)
    assert 0 < len(statements) <= 12
    return len(statements)


def test_each_person_gets_one_badge_by_surname(inside: Flask) -> None:
    event = season()
    talk = lecture(event)
    other = lecture(event, slug="autre", speaker="Lionel Roux", days=7)
    TeamMemberFactory.make(event=event, account=AccountFactory.make(name="Dora Wimez"))
    registration = seat(event, "Dominique MATHIEU", talk, companions=["Anne de Zuydcoote", "Élise Abel"])
    badges = badges_of(event, set(Wearers), language="fr")
    assert [(badge.surname, badge.role, bool(badge.code)) for badge in badges] == [
        ("Abel", Role.PARTICIPANT, True),
        ("MATHIEU", Role.SPEAKER, True),
        ("Roux", Role.SPEAKER, False),
        ("Wimez", Role.ORGANISATION, False),
        ("de Zuydcoote", Role.PARTICIPANT, True),
    ]
    assert {badge.code for badge in badges if badge.code} == {one.ticket_code for one in registration.attendees}
    assert [badge.institution for badge in badges] == ["", "La Coupole", "La Coupole", "", ""]
    of_talk = badges_of(event, {Wearers.ATTENDEES, Wearers.SPEAKERS}, language="fr", talk_id=other.id)
    assert [badge.surname for badge in of_talk] == ["Roux"]


def test_only_confirmed_seats_bring_a_badge(inside: Flask) -> None:
    event = season()
    talk = lecture(event)
    talk.capacity.limit = 1
    db.session.commit()
    first, waiting = seat(event, "Bob Vasseur", talk), seat(event, "Jeanne Duriez", talk)
    assert [badge.surname for badge in badges_of(event, {Wearers.ATTENDEES}, language="fr")] == ["Vasseur"]
    assert len(badges_of_registration(first)) == 1
    assert badges_of_registration(waiting) == []


def test_times_are_those_of_the_events_zone(inside: Flask) -> None:
    event = season()
    lecture(event)
    paper = released_programme(event, "en")
    assert paper
    assert paper.talks[0].starts_at == LECTURE
    assert paper.talks[0].starts_at.tzinfo is not LECTURE.tzinfo
    assert paper.talks[0].title == "Mittelbau-Dora in English"
