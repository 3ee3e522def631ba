"""A small world for the access table: one season with a lecture, a registration, a speaker, and everybody's browser."""

import shutil
from dataclasses import dataclass, field
from datetime import time
from pathlib import Path
from typing import Any

from flask import Flask, url_for
from sqlalchemy import select
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from events.event.models import Closure, TeamMember, Track
from events.extensions import db
from events.kit import clock
from events.kit.tokens import link_token
from events.people.models import Account, Picture
from events.people.reset import reset_token
from events.programme.actions import declare_overlap
from events.programme.actions.personal import make_programme
from events.programme.actions.proposals import ask_for_proposal
from events.programme.actions.rehearsals import rehearse_upload
from events.programme.actions.uploads import keep_upload
from events.programme.exchange.sheets.fields import Field
from events.programme.models import TalkSeries
from events.programme.queries.personal import PROGRAMME_LINK
from events.programme.rules.proposals import Limits
from events.registration.actions import register
from events.registration.models import Call, NewsletterConsent, Registration
from events.registration.queries import CALENDAR_LINK, PAGE_LINK
from events.registration.queries.newsletter import NEWSLETTER_LINK
from events.registration.rules import Claim
from tests.factories import (
    NOW,
    NewsFactory,
    PartnerFactory,
    RoomFactory,
    SlotFactory,
    SpeakerFactory,
    SubjectFactory,
    TalkMaterialFactory,
    TalkSpeakerFactory,
    TalkSubjectFactory,
    TrackFactory,
    VenueFactory,
)
from tests.factories import scheduled_talk as make_scheduled_talk
from tests.people.cast import Cast, make_cast, sign_in, token

ROLES = (
    "anonymous",
    "attendee",
    "speaker",
    "desk",
    "reviewer",
    "editor",
    "organiser",
    "organiser of another organisation",
)
SIGNED_IN = ROLES[3:]


@dataclass
class World:
    """`arguments` fills the addresses: by name, or by "blueprint.name" and "endpoint.name" where that differs."""

    app: Flask
    arguments: dict[str, Any] = field(default_factory=dict)
    cookies: dict[str, str] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)
    upload: dict[Path, bytes] = field(default_factory=dict)

    def address(self, rule: Rule) -> str:
        blueprint = rule.endpoint.partition(".")[0]
        filled = {}
        for name in rule.arguments:
            keys = (f"{rule.endpoint}.{name}", f"{blueprint}.{name}", name)
            filled[name] = next(self.arguments[key] for key in keys if key in self.arguments)
        with self.app.test_request_context():
            return url_for(rule.endpoint, **filled)

    def ask(self, role: str, method: str, address: str, form: dict[str, str]) -> TestResponse:
        """One request of a browser of that role, on the world as it was made."""
        client = self.app.test_client()
        client.set_cookie("session", self.cookies[role])
        answer = client.open(address, method=method, data=form or None)
        answer.close()
        return answer

    @property
    def database(self) -> Path:
        return Path(self.app.config["SETTINGS"].instance) / "estrade.sqlite3"

    def keep(self) -> None:
        self._let_go()
        shutil.copy(self.database, self.database.with_suffix(".kept"))

    def restore(self) -> None:
        self._let_go()
        shutil.copy(self.database.with_suffix(".kept"), self.database)
        self.put_file_back()

    def put_file_back(self) -> None:
        """The file of the talk's material, which deleting that deletes, and Ada's sheet, which importing uses up."""
        (self.database.parent / "uploads" / "documents" / "a.pdf").write_bytes(b"%PDF")
        for file, content in self.upload.items():
            file.write_bytes(content)

    def _let_go(self) -> None:
        with self.app.app_context():
            db.session.remove()
            db.engine.dispose()


def make_world(app: Flask) -> World:
    world = World(app)
    with app.app_context():
        cast = make_cast()
        furnish(world, cast)
    people = {
        "desk": cast.dora,
        "reviewer": cast.rita,
        "editor": cast.erin,
        "organiser": cast.ada,
        "organiser of another organisation": cast.eve,
    }
    pages = {"attendee": "registration.own_page", "speaker": "programme.speaker_page"}
    for role in ROLES:
        client = app.test_client()
        if role in people:
            sign_in(client, people[role])
        if pages.get(role) in app.view_functions:
            client.get(world.address(next(app.url_map.iter_rules(pages[role]))))
        world.tokens[role] = token(client, "/organise/account" if role in people else "/sign-in")
        cookie = client.get_cookie("session")
        assert cookie
        world.cookies[role] = cookie.value
    world.keep()
    world.put_file_back()
    return world


def furnish(world: World, cast: Cast) -> None:
    """The rows that addresses speak of."""
    event = db.session.merge(cast.event, load=True)
    room = RoomFactory.make(venue=VenueFactory.make(organisation_id=event.organisation_id))
    track: Track = TrackFactory.make(event=event, slug="memoire")
    talk = make_scheduled_talk(event, room=room, slug="lecture", track=track)
    speaker = SpeakerFactory.make(event=event, slug="mathieu")
    TalkSpeakerFactory.make(talk=talk, speaker=speaker)
    pause = SlotFactory.make(event=event, kind="break", title={"fr": "Pause"})
    news = NewsFactory.make(event=event, slug="soiree")
    partner = PartnerFactory.make(event=event)
    subject = SubjectFactory.make(organisation_id=event.organisation_id, slug="deportation")
    TalkSubjectFactory.make(talk_id=talk.id, subject_id=subject.id)
    material = TalkMaterialFactory.make(talk=talk, url="", file="a.pdf", size=4, speaker_id=speaker.id)
    other = make_scheduled_talk(event, room=room, slug="other")
    days = Limits(event.starts_on, event.starts_on, time(9), time(18), 15, 0, (room.id,))
    proposal = ask_for_proposal(event, days, now=NOW)
    overlap = declare_overlap(event, talk.slots[0], other.slots[0], now=NOW)
    registration = register(
        event, Claim(name="Bob", email="bob@utl.example", talk_ids=(talk.id,), newsletter=True), now=NOW
    )
    consent = db.session.scalars(select(NewsletterConsent)).one()
    call = Call(event_id=event.id, registration=registration, talk_id=talk.id, before={}, after={}, created_at=NOW)
    db.session.add(call)
    picture = Picture(file="a.jpg", width=1, height=1)
    db.session.add(picture)
    closure = Closure(
        organisation_id=event.organisation_id,
        name={"fr": "Travaux"},
        starts_on=event.starts_on,
        ends_on=event.ends_on,
    )
    series = TalkSeries(event_id=event.id, created_at=NOW)
    db.session.add_all([closure, series])
    db.session.commit()
    uploads = world.database.parent / "uploads"
    uploads.mkdir(exist_ok=True)
    (uploads / picture.file).write_bytes(b"picture")
    (uploads / "documents").mkdir(exist_ok=True)
    desk = db.session.scalar(select(TeamMember).filter_by(account_id=cast.dora.id))
    chosen = make_programme(event, [talk.id], now=NOW)
    sheet = keep_upload(event.id, cast.ada.id, b"Titre;Salle\nLa mer;A\n", now=clock.now())
    rehearse_upload(event, sheet, 0, {Field.TITLE: 0}, complete=False, now=NOW)
    world.upload = {file: file.read_bytes() for file in sheet.file.parent.iterdir()}
    world.arguments = {
        "event_slug": event.slug,
        "programme.reference": sheet.reference,
        "ending": "csv",
        "talk_slug": talk.slug,
        "speaker_slug": speaker.slug,
        "track_slug": track.slug,
        "track_id": track.id,
        "news_slug": news.slug,
        "partner_id": partner.id,
        "subject_id": subject.id,
        "subject_slug": subject.slug,
        "material_id": material.id,
        "site.talk_file.file": material.file,
        "venue_id": room.venue_id,
        "room_id": room.id,
        "room_slug": room.slug,
        "speaker_id": speaker.id,
        "slot_id": pause.id,
        "programme.save_date.slot_id": talk.slots[0].id,
        "day": "2026-01-29",
        "overlap_id": overlap.id,
        "proposal_id": proposal.id,
        "member_id": desk.id if desk else 0,
        "account_id": cast.dora.id,
        "closure_id": closure.id,
        "series_id": series.id,
        "key": "2026-2027-winter-b",
        "number": registration.number,
        "call_id": call.id,
        "seat_id": registration.seats[0].id,
        "file": picture.file,
        "filename": "css/frame.css",
        "page": "legal",
        "registration.token": page_token(registration, PAGE_LINK, registration.link_generation),
        **dict.fromkeys(
            (f"registration.{act}.token" for act in ("newsletter", "leave_by_one_click", "confirm", "leave")),
            link_token(NEWSLETTER_LINK, consent.reference, 0),
        ),
        "registration.private_calendar.token": page_token(
            registration, CALENDAR_LINK, registration.calendar_generation
        ),
        "site.token": link_token(PROGRAMME_LINK, chosen.reference, chosen.link_generation),
        "documents.token": page_token(registration, PAGE_LINK, registration.link_generation),
        "programme.token": link_token("speaker", speaker.reference, speaker.link_generation),
        "people.token": reset_token(db.session.get_one(Account, cast.ada.id)),
    }


def page_token(registration: Registration, kind: str, generation: int) -> str:
    return link_token(kind, registration.reference, generation)
