"""The one table of who may do what: every route, and the exact status that each role gets.

A row's name is "METHOD endpoint"; a form is sent as it stands, with the CSRF token of the browser. Rooms add their
rows here; a route without a row fails the tests.
"""

from dataclasses import dataclass, field

from tests.access.world import ROLES, SIGNED_IN


@dataclass(frozen=True)
class Row:
    statuses: dict[str, int]
    form: dict[str, str] = field(default_factory=dict)


def everyone(status: int = 200, **form: str) -> Row:
    return Row(dict.fromkeys(ROLES, status), form)


def signed_in(status: int = 200, **form: str) -> Row:
    """The others are led to the sign-in page."""
    return Row({role: status if role in SIGNED_IN else 303 for role in ROLES}, form)


def only(*roles: str, status: int = 200, **form: str) -> Row:
    """These roles; whoever else is signed in finds nothing, the others are led to the sign-in page."""
    refusals = {role: 404 if role in SIGNED_IN else 303 for role in ROLES}
    return Row(refusals | dict.fromkeys(roles, status), form)


def organisers(status: int = 200, **form: str) -> Row:
    return only("organiser", status=status, **form)


def editors(status: int = 200, **form: str) -> Row:
    return only("organiser", "editor", status=status, **form)


def desk(status: int = 200, **form: str) -> Row:
    return only("organiser", "desk", status=status, **form)


def team(status: int = 200, **form: str) -> Row:
    return only("organiser", "editor", "desk", "reviewer", status=status, **form)


OTHER = "organiser of another organisation"

PEOPLE = {
    "GET people.sign_in": Row({role: 302 if role in SIGNED_IN else 200 for role in ROLES}),
    "POST people.try_sign_in": everyone(422, email="ada@utl.example", password="not her password"),
    "POST people.sign_out": everyone(303),
    "GET people.reset_password": everyone(),
    "POST people.ask_for_new_password": everyone(email="ada@utl.example"),
    "GET people.new_password": everyone(),
    "POST people.choose_new_password": everyone(422),
    "GET people.set_up": everyone(404),
    "POST people.finish_set_up": everyone(404),
    "GET people.picture": everyone(),
    "GET people.account": signed_in(),
    "POST people.change_account": signed_in(303, name="Somebody", language="fr"),
    "POST people.change_password": signed_in(422),
    "POST people.sign_out_everywhere": signed_in(303),
    "GET people.organisation": only("organiser", OTHER),
    "POST people.change_organisation": only("organiser", OTHER, status=422),
    "POST people.send_test_mail": only("organiser", OTHER, status=303),
}

REGISTRATION = {
    "GET registration.register": everyone(),
    "POST registration.register": everyone(422),
    "GET registration.my_seats": everyone(),
    "POST registration.my_seats": everyone(422),
    "GET registration.own_page": everyone(),
    "GET registration.private_calendar": everyone(),
    "POST registration.change": everyone(422),
    "POST registration.add": everyone(303, talks="other"),
    "POST registration.cancel_all": everyone(303),
    "POST registration.confirm_address": everyone(303),
    "POST registration.cancel_talk": everyone(303),
    "POST registration.cancel_seat": everyone(303),
    "GET registration.newsletter": everyone(),
    "POST registration.leave_by_one_click": everyone(400),
    "POST registration.confirm": everyone(303),
    "POST registration.leave": everyone(303),
    "GET registration.readers": only("organiser", OTHER),
    "GET registration.readers_sheet": only("organiser", OTHER),
    "GET registration.own_data": everyone(),
    "GET registration.erasure": everyone(),
    "POST registration.erase": everyone(303),
    "POST registration.renew_calendar": everyone(303),
    "POST registration.accept": everyone(409),
    "POST registration.accept_talk": everyone(303),
    "GET registration.waiting_lists": desk(),
    "POST registration.promotion": desk(303),
    "POST registration.acceptance": desk(303),
    "POST registration.refusal": desk(303),
    "GET registration.registrations": desk(),
    "GET registration.terms": organisers(),
    "POST registration.save_terms": organisers(422, opens_at="soon"),
    "POST registration.delete_terms": organisers(303),
    "GET registration.members": organisers(),
    "POST registration.preview_members": organisers(422),
    "POST registration.import_members": organisers(422),
    "GET registration.registrations_by_talk": desk(),
    "GET registration.registrations_sheet": desk(),
    "GET registration.calls": desk(),
    "POST registration.tick_call": desk(303),
    "POST registration.untick_call": desk(303),
    "GET registration.registration": desk(),
    "GET registration.register_somebody": desk(),
    "POST registration.register_somebody": desk(422),
    "POST registration.cancel_somebodys": desk(303),
}

SITE = {
    "GET site.home": everyone(),
    "GET site.event": everyone(),
    "GET site.talk": everyone(),
    "GET site.talk_card": everyone(),
    "GET site.talk_calendar": everyone(),
    "GET site.speaker": everyone(),
    "GET site.schedule": everyone(),
    "GET site.schedule_day": everyone(),
    "GET site.search": everyone(),
    "GET site.my_programme": everyone(),
    "GET site.programme_choice": everyone(),
    "POST site.make_private_programme": everyone(422),
    "GET site.private_programme": everyone(),
    "GET site.private_choice": everyone(),
    "POST site.change_private_programme": everyone(422),
    "POST site.renew_private_programme": everyone(303),
    "POST site.delete_private_programme": everyone(303),
    "GET site.private_programme_calendar": everyone(),
    "GET site.schedule_calendar": everyone(),
    "GET site.track": everyone(),
    "GET site.track_calendar": everyone(),
    "GET site.room": everyone(),
    "GET site.room_calendar": everyone(),
    "GET site.speakers": everyone(),
    "GET site.speaker_calendar": everyone(),
    "GET site.widget": everyone(),
    "GET site.widget_script": everyone(),
    "GET site.widget_snippets": editors(),
    "GET site.subjects": everyone(),
    "GET site.subject": everyone(),
    "GET site.talk_file": everyone(),
    "GET site.open_agenda": everyone(),
    "GET site.schedule_xml": everyone(),
    "GET site.schedule_json": everyone(),
    "GET site.news": everyone(),
    "GET site.news_item": everyone(),
    "GET site.changes": everyone(),
    "GET site.changes_feed": everyone(),
    "GET site.contact": everyone(),
    "POST site.write": everyone(422),
    "GET site.legal": everyone(),
    "GET site.favicon": everyone(301),
    "GET site.healthz": everyone(),
    "GET site.robots": everyone(),
    "GET site.sitemap": everyone(),
    "GET site.event_activity": editors(),
    "GET site.organisation_activity": only("organiser", OTHER),
    "GET site.preview_event": editors(),
    "GET site.preview_talk": editors(),
}

PLACE = {"name": "Maison du port"}
EVENT = {
    "GET event.organise": signed_in(),
    "GET event.new_event": only("organiser", OTHER),
    "POST event.create_event": only("organiser", OTHER, status=422),
    "GET event.overview": team(),
    "GET event.publication": organisers(302),
    "POST event.publish": organisers(422),
    "POST event.take_back": organisers(303),
    "GET event.settings": organisers(),
    "POST event.save_settings": organisers(422, title=""),
    "POST event.change_address": organisers(303, slug="une-autre"),
    "GET event.venues": only("organiser", OTHER),
    "POST event.add_venue": only("organiser", OTHER, status=303, **PLACE),
    "GET event.venue": organisers(),
    "POST event.save_venue": organisers(409, **PLACE, version="0"),
    "POST event.save_opening_hours": organisers(409, **{"hours-version": "0"}),
    "POST event.delete_venue": organisers(303),
    "POST event.add_room": organisers(303, **{"room-name": "Auditorium"}),
    "GET event.room": organisers(),
    "POST event.save_room": organisers(409, **PLACE, version="0"),
    "POST event.delete_room": organisers(303),
    "GET event.school_holidays": only("organiser", OTHER),
    "POST event.choose_zone": only("organiser", OTHER, status=303, zone="C"),
    "POST event.add_closure": only("organiser", OTHER, status=422),
    "GET event.closure": organisers(),
    "POST event.save_closure": organisers(422),
    "POST event.delete_closure": organisers(303),
    "GET event.official_holidays": only("organiser", OTHER),
    "POST event.correct_holidays": only("organiser", OTHER, status=422),
    "GET event.tracks": editors(),
    "POST event.add_track": editors(303, name="Science"),
    "GET event.track": editors(),
    "POST event.save_track": editors(409, name="Science", version="0"),
    "POST event.delete_track": editors(303),
    "GET event.news": editors(),
    "GET event.new_news": editors(),
    "POST event.add_news": editors(422),
    "GET event.news_item": editors(),
    "POST event.save_news": editors(409, title="Une soirée", version="0"),
    "POST event.publish_news": editors(303),
    "POST event.take_back_news": editors(303),
    "POST event.delete_news": editors(303),
    "GET event.partners": editors(),
    "POST event.add_partner": editors(422),
    "GET event.partner": editors(),
    "POST event.save_partner": editors(409, name="La Coupole", version="0"),
    "POST event.move_partner": editors(303, direction="up"),
    "POST event.delete_partner": editors(303),
    "GET event.team": organisers(),
    "POST event.add_member": organisers(422),
    "POST event.remove_member": organisers(303),
}

OVERLAP = {"first": "1", "second": "3"}
"""The lecture and the other talk of its room, as the world numbers their slots."""

PROGRAMME = {
    "GET programme.dates": editors(),
    "POST programme.make_dates": editors(422),
    "POST programme.delete_dates": editors(303),
    "GET programme.talk_changes": editors(303),
    "POST programme.change_talks": only("organiser", "editor", status=303, act="publish"),
    "GET programme.speaker_invitations": editors(303),
    "POST programme.invite_speakers": editors(303),
    "GET programme.next_season": organisers(),
    "POST programme.take_up_season": organisers(422),
    "GET programme.season": editors(),
    "POST programme.save_date": editors(422),
    "GET programme.talks": editors(),
    "GET programme.new_talk": editors(),
    "POST programme.create_talk": editors(422, title=""),
    "GET programme.talk_edit": editors(),
    "POST programme.save_talk": editors(422, title=""),
    "POST programme.publish_talk": editors(303),
    "POST programme.take_back_talk": editors(303),
    "POST programme.revive_talk": editors(303),
    "POST programme.duplicate_talk": editors(303),
    "GET programme.deletion": editors(),
    "POST programme.delete_talk": editors(409),
    "GET programme.cancellation": editors(),
    "POST programme.cancel_talk": editors(422),
    "GET programme.next_release": editors(),
    "POST programme.publish_release": editors(303),
    "GET programme.timetable": editors(),
    "GET programme.slot": editors(),
    "POST programme.save_break": editors(422, title=""),
    "POST programme.place_slot": editors(422, starts_at=""),
    "POST programme.remove_slot": editors(303, version="1"),
    "GET programme.talk_times": editors(),
    "POST programme.schedule_talk": editors(422, starts_at=""),
    "POST programme.undo": editors(303),
    "POST programme.redo": editors(303),
    "GET programme.import_page": editors(),
    "POST programme.send_schedule": editors(422),
    "GET programme.columns": organisers(),
    "POST programme.choose_columns": organisers(422),
    "GET programme.import_preview": organisers(),
    "POST programme.confirm_import": organisers(303),
    "GET programme.programme_file": editors(),
    "GET programme.breaks": editors(),
    "POST programme.add_break": editors(422),
    "POST programme.delete_break": editors(303),
    "GET programme.conflicts": editors(),
    "GET programme.proposals": editors(),
    "POST programme.ask_for_proposal": editors(422),
    "GET programme.proposal": editors(),
    "POST programme.accept_proposal": editors(303),
    "POST programme.drop_proposal": editors(303),
    "POST programme.declare_overlap": editors(303, **OVERLAP),
    "POST programme.withdraw_overlap": editors(303),
    "GET programme.speakers": editors(),
    "GET programme.speaker_edit": editors(),
    "POST programme.save_speaker": editors(422, name=""),
    "POST programme.save_availability": editors(409, **{"availability-version": "0"}),
    "POST programme.invite_speaker": editors(303),
    "POST programme.renew_link": editors(303),
    "GET programme.materials": editors(),
    "POST programme.add_material": editors(422),
    "GET programme.material": editors(),
    "POST programme.save_material": editors(409, kind="link", url="https://example.org/", version="0"),
    "POST programme.move_material": editors(303, direction="up"),
    "POST programme.delete_material": editors(303),
    "GET programme.material_file": editors(),
    "GET programme.subjects": only("organiser", OTHER),
    "GET programme.subject": organisers(),
    "POST programme.save_subject": organisers(409, name="Fusées", version="0"),
    "POST programme.merge_subject": organisers(422),
    "POST programme.delete_subject": organisers(303),
    "POST programme.add_own_material": everyone(422, talk="lecture"),
    "POST programme.delete_own_material": everyone(303),
    "GET programme.own_material_file": everyone(),
    "GET programme.speaker_page": everyone(),
    "POST programme.save_own_profile": everyone(409, version="9"),
    "POST programme.save_own_availability": everyone(409, **{"availability-version": "0"}),
    "POST programme.send_again": everyone(),
}

DOCUMENTS = {
    "GET documents.call_sheet": desk(),
    "GET documents.programme": everyone(),
    "GET documents.own_badge": everyone(),
    "GET documents.papers": only("organiser", "editor", "desk"),
    "GET documents.draft": editors(),
    "GET documents.badges": desk(),
}

TABLE = {"GET static": everyone()} | DOCUMENTS | PEOPLE | EVENT | PROGRAMME | REGISTRATION | SITE
