"""Events, their addresses, places and teams."""

from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from events.event import actions
from events.event.actions import EventDetails, RoomDetails
from events.event.models import Event, TeamMember
from events.event.queries import find_event, find_event_by_former_slug, find_public_event, rooms_of
from events.event.rules import RESERVED_SLUGS, EventKind, RegistrationScope, ReleaseMode, TeamRole
from events.extensions import db
from events.kit.database import Stale
from events.mail.models import Message
from events.programme.queries import formats_of
from tests.factories import NOW, EventFactory, OrganisationFactory, RoomFactory, SlotFactory, VenueFactory
from tests.factories import TrackFactory as Tracks

DAYS: dict[str, Any] = {"starts_on": date(2026, 5, 29), "ends_on": date(2026, 5, 30)}


def make(title: str, kind: EventKind = EventKind.SEASON) -> Event:
    owner = OrganisationFactory.make(phone="", legal={}, privacy={})
    return actions.create_event(owner.id, kind, EventDetails(title={"fr": title}, **DAYS), now=NOW)


def details(**fields: Any) -> EventDetails:
    return EventDetails(**{"title": {"fr": "Titre"}, **DAYS, **fields})


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Les conférences du jeudi", "les-conferences-du-jeudi"),
        ("Œuvres & lumières", "oeuvres-lumieres"),
        ("Organise", "organise-2"),
        ("Check-in", "check-in-2"),
        ("…", "congress"),
        ("東京", "dong-jing"),
    ],
)
def test_an_address_is_made_from_the_title(inside: Flask, title: str, slug: str) -> None:
    assert make(title, EventKind.CONGRESS).slug == slug


def test_an_address_never_follows_the_title(inside: Flask) -> None:
    event = make("Saison")
    actions.edit_event(event, 1, details(title={"fr": "Autre"}), limit=None, now=NOW)
    assert (event.slug, event.title) == ("saison", {"fr": "Autre"})


def test_every_fixed_address_is_reserved(app: Flask) -> None:
    """No event may hide a page of the service, or be hidden by one."""
    rules = [rule.rule.split("/")[1:] for rule in app.url_map.iter_rules()]
    heads = {parts[0] for parts in rules} | {parts[1] for parts in rules if parts[0] == "organise" and len(parts) > 1}
    assert {head for head in heads if head and "<" not in head} <= RESERVED_SLUGS


def test_equal_titles_get_different_addresses(inside: Flask) -> None:
    assert [make("Saison").slug for _ in range(3)] == ["saison", "saison-2", "saison-3"]


def test_a_former_address_leads_to_the_event_and_stays_taken(inside: Flask) -> None:
    event = make("Saison")
    actions.change_slug(event, "Été 2026", now=NOW)
    assert event.slug == "ete-2026"
    former = find_event_by_former_slug("saison")
    assert former
    assert former.id == event.id
    assert make("Saison").slug == "saison-2"

    actions.change_slug(event, "saison", now=NOW)
    assert find_event_by_former_slug("saison") is None


@pytest.mark.parametrize("wanted", ["organise", "autre", "…"])
def test_a_taken_address_is_refused(inside: Flask, wanted: str) -> None:
    make("Autre")
    event = make("Saison")
    with pytest.raises(actions.SlugTaken):
        actions.change_slug(event, wanted, now=NOW)
    assert find_event("saison") is not None


def test_a_new_event_has_what_is_usual_for_its_kind(inside: Flask) -> None:
    season, congress = make("Saison"), make("Congrès", EventKind.CONGRESS)
    assert (season.release_mode, season.registration_scope) == (ReleaseMode.IMMEDIATE, RegistrationScope.TALK)
    assert (congress.release_mode, congress.registration_scope) == (ReleaseMode.MANUAL, RegistrationScope.EVENT)
    assert season.capacity.limit is None
    assert [found.kind for found in formats_of(season.id)] == ["lecture", "workshop", "outing", "meeting"]


def test_publishing_asks_for_what_is_missing(inside: Flask) -> None:
    event = make("Saison")
    with pytest.raises(actions.NotReady) as refusal:
        actions.publish_event(event, now=NOW)
    assert refusal.value.missing == ["phone", "legal", "privacy"]
    assert find_public_event("saison") is None

    actions.publish_event(event, anyway=True, now=NOW, account_id=None)
    assert find_public_event("saison") is not None
    assert event.published_at == NOW

    actions.take_back_event(event, now=NOW)
    assert find_public_event("saison") is None
    assert event.published_at is None


def test_every_change_raises_the_revision(inside: Flask) -> None:
    event = make("Saison")
    seen = [event.revision]
    for act in (
        lambda: actions.edit_event(event, event.version, details(), limit=3, now=NOW),
        lambda: actions.publish_event(event, anyway=True, now=NOW),
        lambda: actions.set_event_limit(event, 40, now=NOW),
        lambda: actions.add_track(event, {"fr": "Mémoire"}, now=NOW),
        lambda: actions.change_slug(event, "ailleurs", now=NOW),
        lambda: actions.take_back_event(event, now=NOW),
    ):
        act()
        seen.append(event.revision)
    assert seen == sorted(set(seen))


def test_a_stale_save_changes_nothing(inside: Flask) -> None:
    event = make("Saison")
    actions.edit_event(event, 1, details(title={"fr": "Premier"}), limit=10, now=NOW)
    with pytest.raises(Stale):
        actions.edit_event(event, 1, details(title={"fr": "Second"}), limit=20, now=NOW)
    assert (event.title, event.capacity.limit, event.version) == ({"fr": "Premier"}, 10, 2)


def test_rooms_in_a_timetable_stay(inside: Flask) -> None:
    event = EventFactory.make()
    venue = VenueFactory.make(organisation_id=event.organisation_id)
    used, free = RoomFactory.make(venue=venue), RoomFactory.make(venue=venue)
    SlotFactory.make(event=event, kind="break", room=used)

    with pytest.raises(actions.PlaceInUse):
        actions.delete_room(used, now=NOW)
    with pytest.raises(actions.PlaceInUse):
        actions.delete_venue(venue, now=NOW)
    actions.delete_room(free, now=NOW)
    assert [room.id for room in rooms_of(event.organisation_id)] == [used.id]


def test_a_changed_room_is_seen_on_all_events(inside: Flask) -> None:
    event = EventFactory.make()
    room = RoomFactory.make(venue=VenueFactory.make(organisation_id=event.organisation_id))
    before = event.revision
    actions.edit_room(room, 1, RoomDetails("Auditorium", 80), now=NOW)
    assert (room.name, room.seats) == ("Auditorium", 80)
    assert event.revision > before


def test_tracks_have_addresses_of_their_own(inside: Flask) -> None:
    event = EventFactory.make()
    Tracks.make(event=event, slug="memoire")
    assert actions.add_track(event, {"fr": "Mémoire"}, now=NOW).slug == "memoire-2"


def test_a_new_member_is_mailed_a_link_to_choose_a_password(inside: Flask) -> None:
    event = EventFactory.make()
    member = actions.add_to_team(event, name="Dora", email="dora@utl.example", role=TeamRole.DESK, now=NOW)
    assert member.account.name == "Dora"
    assert [mail.recipient for mail in db.session.scalars(select(Message))] == ["dora@utl.example"]

    with pytest.raises(actions.AlreadyThere):
        actions.add_to_team(event, name="D.", email="Dora@utl.example", role=TeamRole.EDITOR, now=NOW)
    actions.remove_from_team(member, now=NOW)
    assert db.session.scalars(select(TeamMember)).all() == []


def test_a_known_account_joins_without_a_mail(inside: Flask) -> None:
    first, second = EventFactory.make(), EventFactory.make()
    member = actions.add_to_team(first, name="Dora", email="dora@utl.example", role=TeamRole.DESK, now=NOW)
    again = actions.add_to_team(second, name="Other", email="dora@utl.example", role=TeamRole.DESK, now=NOW)
    assert again.account_id == member.account_id
    assert len(db.session.scalars(select(Message)).all()) == 1
