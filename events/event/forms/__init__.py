"""What organisers write about events, places, tracks and teams."""

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from events.event.actions import EventDetails, RoomDetails, VenueDetails
from events.event.forms.fields import DayField, NumberField
from events.event.models import Event, Room, Venue
from events.event.rules import EventKind, RegistrationScope, RegistrationState, ReleaseMode, TeamRole
from events.kit.fields import EmailField, LineField, TextField, VersionField, localised_data, localised_from
from events.kit.forms import Form
from events.people.forms.organisation import zones

LANGUAGES = [SelectChoice("fr", "Français"), SelectChoice("en", "English")]
KINDS = [
    SelectChoice(EventKind.SEASON, _l("A season of lectures")),
    SelectChoice(EventKind.CONGRESS, _l("A congress")),
    SelectChoice(EventKind.SINGLE, _l("A single lecture")),
]
SCOPES = [
    SelectChoice(RegistrationScope.TALK, _l("For each talk")),
    SelectChoice(RegistrationScope.EVENT, _l("For the whole event, and then for its workshops")),
]
STATES = [SelectChoice(RegistrationState.OPEN, _l("Open")), SelectChoice(RegistrationState.CLOSED, _l("Closed"))]
RELEASE_MODES = [
    SelectChoice(ReleaseMode.IMMEDIATE, _l("At once, with each save")),
    SelectChoice(ReleaseMode.MANUAL, _l("Together, when I publish a new version of the timetable")),
]
ROLES = [
    SelectChoice(TeamRole.ORGANISER, _l("Organiser: everything")),
    SelectChoice(TeamRole.EDITOR, _l("Editor: the programme")),
    SelectChoice(TeamRole.DESK, _l("Desk: registrations and the door")),
    SelectChoice(TeamRole.REVIEWER, _l("Reviewer: reads proposals")),
]
PLAIN = (
    "language",
    "zone",
    "starts_on",
    "ends_on",
    "release_mode",
    "registration_state",
    "registration_scope",
    "invitation_lead_days",
    "seats_at_once",
    "retention_weeks",
    "version",
)
EVENT_TEXTS = ("title", "subtitle", "description", "admission")


class DaysForm(Form):
    """What a season, a congress or a single lecture cannot do without."""

    title = LineField(_l("Title"), required=_l("Give the event a title."))
    starts_on = DayField(_l("First day"), required=_l("Say on which day it begins."))
    ends_on = DayField(_l("Last day"))

    def validate_ends_on(self, field: Any) -> None:
        self.ends_on.data = self.ends_on.data or self.starts_on.data
        if field.data and self.starts_on.data and field.data < self.starts_on.data:
            raise ValidationError(str(_l("The last day cannot lie before the first.")))


class NewEventForm(DaysForm):
    kind = RadioField(_l("What is it?"), choices=KINDS, default=EventKind.SEASON)
    language = SelectField(_l("Language of its texts"), choices=LANGUAGES)

    def details(self, zone: str) -> EventDetails:
        language = str(self.language.data)
        return EventDetails(
            title={language: str(self.title.data)},
            starts_on=self.starts_on.data,
            ends_on=self.ends_on.data,
            language=language,
            zone=zone,
        )


class EventForm(DaysForm):
    """The settings of an event."""

    title_en = LineField(_l("Title in English"))
    subtitle = LineField(_l("Subtitle"))
    subtitle_en = LineField(_l("Subtitle in English"))
    description = TextField(_l("Description"))
    description_en = TextField(_l("Description in English"))
    admission = LineField(_l("Admission"))
    admission_en = LineField(_l("Admission in English"))
    language = SelectField(_l("Language of its texts"), choices=LANGUAGES)
    zone = SelectField(_l("Time zone"), choices=zones)
    release_mode = RadioField(_l("Changes of the timetable become public"), choices=RELEASE_MODES)
    registration_state = RadioField(_l("Registration"), choices=STATES)
    registration_scope = RadioField(_l("People register"), choices=SCOPES)
    capacity = NumberField(_l("Seats of the whole event"), most=1_000_000)
    invitation_lead_days = NumberField(
        _l("Days before a talk on which its invitation leaves"), most=365, required=_l("Write a number of days.")
    )
    seats_at_once = BooleanField(_l("Give free seats to the waiting list at once, without asking first"))
    retention_weeks = NumberField(
        _l("Weeks after the end for which names are needed"), least=1, most=520, required=_l("Write a number of weeks.")
    )
    version = VersionField()

    @classmethod
    def of(cls, event: Event, **options: Any) -> "EventForm":
        """The form as the event stands; what was sent goes over it."""
        texts = localised_data({name: getattr(event, name) for name in EVENT_TEXTS}, event.language)
        form = cls(data={**vars_of(event, PLAIN), **texts, "capacity": event.capacity.limit}, **options)
        if event.language == "en":
            for name in EVENT_TEXTS:
                del form[f"{name}_en"]
        return form

    def details(self, event: Event) -> EventDetails:
        texts = {name: localised_from(self, name, event.language, getattr(event, name)) for name in EVENT_TEXTS}
        return EventDetails(
            **texts,
            starts_on=self.starts_on.data,
            ends_on=self.ends_on.data,
            language=str(self.language.data),
            zone=str(self.zone.data),
            release_mode=ReleaseMode(self.release_mode.data),
            registration_scope=RegistrationScope(self.registration_scope.data),
            registration_state=RegistrationState(self.registration_state.data),
            invitation_lead_days=self.invitation_lead_days.data,
            seats_at_once=bool(self.seats_at_once.data),
            retention_weeks=self.retention_weeks.data,
        )


class AddressForm(Form):
    slug = LineField(_l("Address"), longest=72, required=_l("Write the address."))


class PublicationForm(Form):
    """`anyway`: publish although something is missing."""

    anyway = BooleanField(_l("Publish all the same; I will complete it later"))


def vars_of(thing: object, names: Iterable[str]) -> dict[str, Any]:
    return {name: getattr(thing, name) for name in names}


class VenueForm(Form):
    name = LineField(_l("Name of the building"), required=_l("Give the building a name."))
    street = LineField(_l("Street"))
    postcode = LineField(_l("Postcode"), longest=20)
    town = LineField(_l("Town"), longest=100)
    access = TextField(_l("How to get there and in"), longest=2000)
    access_en = TextField(_l("How to get there and in, in English"), longest=2000)
    version = VersionField()

    @classmethod
    def of(cls, venue: Venue, language: str) -> "VenueForm":
        plain = vars_of(venue, ("name", "street", "postcode", "town", "version"))
        return cls(formdata=None, data={**plain, **localised_data({"access": venue.access}, language)})

    def details(self, language: str, stored: Any = None) -> VenueDetails:
        """`stored` is the venue as it stands: what the form doesn't show stays."""
        kept = {name: getattr(stored, name) for name in ("country", "latitude", "longitude")} if stored else {}
        return VenueDetails(
            name=str(self.name.data),
            street=self.street.data or "",
            postcode=self.postcode.data or "",
            town=self.town.data or "",
            access=localised_from(self, "access", language, stored.access if stored else None),
            **kept,
        )


class RoomForm(Form):
    name = LineField(_l("Name of the room"), required=_l("Give the room a name."))
    seats = NumberField(_l("Seats"), least=1, most=1_000_000)
    access = TextField(_l("Access"), longest=2000, description=_l("Floor, lift, induction loop …"))
    access_en = TextField(_l("Access, in English"), longest=2000)
    version = VersionField()

    @classmethod
    def of(cls, room: Room, language: str) -> "RoomForm":
        plain = vars_of(room, ("name", "seats", "version"))
        return cls(formdata=None, data={**plain, **localised_data({"access": room.access}, language)})

    def details(self, language: str, stored: Any = None) -> RoomDetails:
        access = localised_from(self, "access", language, stored.access if stored else None)
        return RoomDetails(name=str(self.name.data), seats=self.seats.data, access=access)


class TrackForm(Form):
    name = LineField(_l("Name of the track"), required=_l("Give the track a name."))
    name_en = LineField(_l("Name in English"))
    version = VersionField()


class TeamForm(Form):
    name = LineField(_l("Name"), required=_l("Write the name."))
    email = EmailField(_l("E-mail"), required=_l("Write the e-mail address."))
    role = RadioField(_l("Role"), choices=ROLES, default=TeamRole.EDITOR)
