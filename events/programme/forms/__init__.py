"""What organisers write about talks, breaks and cancelling."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import get_locale
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from events.event.forms.fields import HourField, MomentField, NamesField, NumberField, OwnField
from events.event.models import Event
from events.event.queries import rooms_of
from events.event.rules import EventKind
from events.kit.fields import EmailField, LineField, TextField, VersionField, localised_data, localised_from
from events.kit.forms import Form
from events.kit.localised import in_language
from events.kit.localtime import exists, is_doubled
from events.people.forms.pictures import PictureField
from events.programme.actions import NamedSpeaker, Placement, TalkDetails
from events.programme.forms.content import SubjectsField
from events.programme.models import Slot, Talk
from events.programme.queries import all_talks, draft_slots_of_talk, formats_of
from events.programme.rules import TalkState

LANGUAGES = ("fr", "en", "de", "nl", "es", "it")
TALK_TEXTS = ("title", "subtitle", "abstract", "description", "admission")
STATES = [
    SelectChoice(TalkState.DRAFT, _l("Draft: only you and your team see it")),
    SelectChoice(TalkState.PUBLISHED, _l("Published: the public sees it")),
]
FOLDS = [
    SelectChoice("0", _l("the first time (summer time)")),
    SelectChoice("1", _l("the second time (winter time)")),
]
NO_SUCH_TIME = _l("The clocks go forward then: this time does not exist. Choose one an hour later.")
WHICH_ONE = _l("The clocks go back then, so this hour comes twice. Say which one you mean.")


class PlacedForm(Form):
    """When and where: a wall time in the event's zone."""

    starts_at = MomentField(_l("Begins"))
    fold = RadioField(_l("Which of the two hours?"), choices=FOLDS, validate_choice=False)
    duration = NumberField(
        _l("Length in minutes"), least=1, most=60 * 24 * 14, required=_l("Write how many minutes it lasts.")
    )
    room = OwnField(_l("Room"))

    def offer_rooms(self, event: Event, nothing: object) -> None:
        """Rooms to choose from; `nothing` are the words for none."""
        self.zone = event.zone
        rooms = ((room.id, f"{room.name}, {room.venue.name}") for room in rooms_of(event.organisation_id))
        self.room.offer(rooms, nothing)

    def validate_starts_at(self, field: Any) -> None:
        if field.data is None:
            return
        if not exists(field.data, self.zone):
            raise ValidationError(str(NO_SUCH_TIME))
        if self.asks_which_hour and self.fold.data not in {"0", "1"}:
            raise ValidationError(str(WHICH_ONE))

    @property
    def asks_which_hour(self) -> bool:
        return self.starts_at.data is not None and is_doubled(self.starts_at.data, self.zone)

    def placement(self, doors_at: datetime | None = None) -> Placement | None:
        if self.starts_at.data is None:
            return None
        fold = 1 if self.asks_which_hour and self.fold.data == "1" else 0
        return Placement(self.starts_at.data, self.room.data, doors_at, fold)


class TalkForm(PlacedForm):
    """One talk, all of it on one page."""

    title = LineField(_l("Title"), required=_l("Give the talk a title."))
    title_en = LineField(_l("Title in English"))
    subtitle = LineField(_l("Subtitle"))
    subtitle_en = LineField(_l("Subtitle in English"))
    abstract = TextField(_l("What it is about"))
    abstract_en = TextField(_l("What it is about, in English"))
    description = TextField(_l("More about it"))
    description_en = TextField(_l("More about it, in English"))
    language = SelectField(_l("Language of the talk"))
    format = OwnField(_l("Format"))
    track = OwnField(_l("Track"))
    speakers = NamesField(_l("Speakers"))
    subjects = SubjectsField(_l("Subjects"))
    new_speaker_name = LineField(_l("Name"))
    new_speaker_email = EmailField(_l("E-mail"))
    new_speaker_affiliation = LineField(_l("Work or role"))
    doors_at = HourField(_l("Doors open"))
    capacity = NumberField(_l("Seats"))
    walk_in = BooleanField(_l("Without registration: people simply come"))
    admission = LineField(_l("Admission"))
    admission_en = LineField(_l("Admission in English"))
    picture = PictureField(_l("Picture"))
    picture_description = LineField(_l("What the picture shows"), longest=300)
    picture_credit = LineField(_l("Whose picture it is"))
    without_picture = BooleanField(_l("Show no picture"))
    state = RadioField(_l("State"), choices=STATES)
    version = VersionField()

    @classmethod
    def of(cls, event: Event, talk: Talk | None = None, **options: Any) -> "TalkForm":
        """The form as the talk stands, or for a new one; what was sent goes over it unless `formdata` is None."""
        form = cls(data=_talk_data(event, talk) if talk else _new_talk_data(event), **options)
        form.offer_rooms(event, _l("not known yet"))
        codes = dict.fromkeys([*LANGUAGES, talk.language] if talk else LANGUAGES)
        form.language.choices = [SelectChoice(code, language_name(code)) for code in codes]
        form.format.offer(((row.id, in_language(row.name, _reader())) for row in formats_of(event.id)), _l("none"))
        form.track.offer(((row.id, in_language(row.name, _reader())) for row in event.tracks), _l("none"))
        if event.language == "en":
            for name in TALK_TEXTS:
                del form[f"{name}_en"]
        return form

    def validate_new_speaker_email(self, field: Any) -> None:
        if not self.new_speaker_name.data:
            raise ValidationError(str(_l("Write the name of the new speaker too.")))

    validate_new_speaker_affiliation = validate_new_speaker_email

    def validate_doors_at(self, field: Any) -> None:
        if field.data is None or self.starts_at.data is None:
            return
        if field.data > self.starts_at.data.time():
            raise ValidationError(str(_l("The doors cannot open after the beginning.")))
        if not exists(datetime.combine(self.starts_at.data.date(), field.data), self.zone):
            raise ValidationError(str(NO_SUCH_TIME))

    def details(self, event: Event, talk: Talk | None, picture_id: int | None) -> TalkDetails:
        stored = {name: getattr(talk, name) if talk else None for name in TALK_TEXTS}
        texts = {name: localised_from(self, name, event.language, stored[name]) for name in TALK_TEXTS}
        if not self.description.raw_data:  # it wasn't sent, which is not the same as sent empty
            texts["description"] = stored["description"] or {}
        return TalkDetails(
            **texts,
            duration=self.duration.data,
            language=str(self.language.data),
            bookable=not self.walk_in.data,
            format_id=self.format.data,
            track_id=self.track.data,
            picture_id=picture_id,
            state=TalkState(self.state.data),
        )

    def placed(self) -> Placement | None:
        """Day, hour, doors and room, if there is a day."""
        if self.starts_at.data is None or self.doors_at.data is None:
            return self.placement()
        return self.placement(datetime.combine(self.starts_at.data.date(), self.doors_at.data))

    def named_speakers(self, event: Event) -> list[NamedSpeaker]:
        """In the order of the boxes, then the new one."""
        named = [NamedSpeaker(name) for name in self.speakers.data or ()]
        if self.new_speaker_name.data:
            affiliation = self.new_speaker_affiliation.data
            named.append(
                NamedSpeaker(
                    self.new_speaker_name.data,
                    self.new_speaker_email.data or "",
                    {event.language: affiliation} if affiliation else {},
                )
            )
        return named


class ReleaseForm(Form):
    name = LineField(_l("Name of the version"), longest=100)


def _talk_data(event: Event, talk: Talk) -> dict[str, Any]:
    slot = next(iter(draft_slots_of_talk(talk)), None)
    plain = {name: getattr(talk, name) for name in ("language", "duration", "state", "version")}
    texts = localised_data({name: getattr(talk, name) for name in TALK_TEXTS}, event.language)
    return {
        **plain,
        **texts,
        **(slot_data(slot) if slot else {}),
        "format": talk.format_id,
        "track": talk.track_id,
        "walk_in": not talk.bookable,
        "subjects": [in_language(subject.name, event.language) for subject in talk.subjects],
        "capacity": talk.capacity.limit,
        "speakers": [speaker.person.name for speaker in talk.speakers],
        "picture_description": talk.picture.description if talk.picture else "",
        "picture_credit": talk.picture.credit if talk.picture else "",
    }


def slot_data(slot: Slot) -> dict[str, Any]:
    """How the fields of a PlacedForm show the slot; which of two hours it is, only where there are two."""
    zone, wall = ZoneInfo(slot.zone), datetime.fromisoformat(slot.wall_start)
    return {
        "starts_at": wall,
        "fold": str(slot.starts_at.astimezone(zone).fold) if is_doubled(wall, slot.zone) else None,
        "doors_at": slot.doors_at.astimezone(zone).time().replace(fold=0) if slot.doors_at else None,
        "duration": (slot.ends_at - slot.starts_at) // timedelta(minutes=1),
        "room": slot.room_id,
    }


def _new_talk_data(event: Event) -> dict[str, Any]:
    first = next(iter(formats_of(event.id)), None)
    usual = {"format": first.id, "duration": first.duration} if first else {"duration": 90}
    is_all = event.kind == EventKind.SINGLE and not all_talks(event.id)
    title = localised_data({"title": event.title}, event.language) if is_all else {}
    return {**usual, **title, "language": event.language, "state": TalkState.DRAFT}


def language_name(code: str) -> str:
    locale = get_locale()
    return str(locale.languages.get(code, code)) if locale else code


def _reader() -> str:
    locale = get_locale()
    return locale.language if locale else "fr"
