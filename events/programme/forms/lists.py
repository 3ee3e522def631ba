"""How organisers narrow their lists, and what an act on many talks asks for."""

from collections.abc import Callable, Iterable
from typing import Any

from flask import abort
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField
from wtforms.fields.choices import SelectChoice

from events.event.forms.fields import NumberField, OwnField
from events.event.models import Event
from events.kit.fields import LineField
from events.kit.forms import Form
from events.kit.languages import current_language
from events.kit.localised import in_language
from events.programme.actions.bulk import Value
from events.programme.forms import LANGUAGES, language_name
from events.programme.queries import formats_of
from events.programme.queries.lists import SpeakerFilter, TalkFilter, rooms_to_choose, speakers_to_choose
from events.programme.rules.bulk import BulkAct, Missing, Shown

STATES = [
    SelectChoice("", _l("all")),
    SelectChoice(Shown.TO_COMPLETE, _l("to complete")),
    SelectChoice(Shown.DRAFT, _l("drafts")),
    SelectChoice(Shown.PUBLISHED, _l("published")),
    SelectChoice(Shown.POSTPONED, _l("postponed")),
    SelectChoice(Shown.CANCELLED, _l("cancelled")),
]
MISSING = [
    SelectChoice("", _l("nothing in particular")),
    SelectChoice(Missing.DATE, _l("a date")),
    SelectChoice(Missing.ROOM, _l("a room")),
    SelectChoice(Missing.SPEAKER, _l("a speaker")),
]
ACTS = [
    SelectChoice(BulkAct.PUBLISH, _l("publish")),
    SelectChoice(BulkAct.TAKE_BACK, _l("take back")),
    SelectChoice(BulkAct.TRACK, _l("set the track …")),
    SelectChoice(BulkAct.FORMAT, _l("set the format …")),
    SelectChoice(BulkAct.ROOM, _l("set the room …")),
    SelectChoice(BulkAct.LANGUAGE, _l("set the language …")),
    SelectChoice(BulkAct.CAPACITY, _l("set the seats …")),
    SelectChoice(BulkAct.DELETE, _l("delete drafts")),
]


class QueryForm(Form):
    """Sent by GET: it changes nothing, so it carries no token."""

    class Meta(Form.Meta):
        csrf = False


class TalkFilterForm(QueryForm):
    q = LineField(_l("Title, words or speaker"), longest=100)
    state = SelectField(_l("State"), choices=STATES, validate_choice=False)
    missing = SelectField(_l("Lacks"), choices=MISSING, validate_choice=False)
    track = OwnField(_l("Track"))
    format = OwnField(_l("Format"))
    room = OwnField(_l("Room"))
    speaker = OwnField(_l("Speaker"))
    language = SelectField(_l("Language"), validate_choice=False)

    @classmethod
    def of(cls, event: Event, query: Any) -> "TalkFilterForm":
        form = cls(formdata=query)
        form.track.offer(_named(event.tracks), _l("all"))
        form.format.offer(_named(formats_of(event.id)), _l("all"))
        form.room.offer(rooms_to_choose(event.organisation_id), _l("all"))
        form.speaker.offer(speakers_to_choose(event.id), _l("all"))
        form.language.choices = [SelectChoice("", _l("all")), *language_choices()]
        return form

    def wanted(self) -> TalkFilter:
        """Ids of another event's rows answer 404; what else can't be understood narrows nothing."""
        self.validate()
        return TalkFilter(
            words=(self.q.data or "")[:100],
            state=_one_of(Shown, self.state.data),
            missing=_one_of(Missing, self.missing.data),
            track_id=self.track.data,
            format_id=self.format.data,
            room_id=self.room.data,
            speaker_id=self.speaker.data,
            language=self.language.data if self.language.data in LANGUAGES else "",
        )

    @property
    def is_detailed(self) -> bool:
        """Whether one of the further filters is used."""
        return any(self[name].data for name in ("track", "format", "room", "speaker", "language"))


class SpeakerFilterForm(QueryForm):
    q = LineField(_l("Name, work or role"), longest=100)
    without_email = BooleanField(_l("Without an e-mail address"))
    not_invited = BooleanField(_l("Not invited yet"))

    def wanted(self) -> SpeakerFilter:
        return SpeakerFilter((self.q.data or "")[:100], bool(self.without_email.data), bool(self.not_invited.data))


class ValueForm(QueryForm):
    """What an act on many talks asks for; `read` gives the value, `words` what was chosen."""

    @classmethod
    def of(cls, event: Event, act: BulkAct, query: Any) -> "ValueForm":
        form = _FORMS[act](formdata=query if "value" in query else None)
        form.offer(event)
        return form

    def offer(self, event: Event) -> None:
        """Fill the choices."""

    def read(self) -> Value:
        value: Value = self["value"].data
        return value

    def words(self) -> str:
        choices = {str(choice.value): str(choice.label) for choice in getattr(self["value"], "choices", None) or ()}
        data = self["value"].data
        return choices.get("" if data is None else str(data), "")


class TrackForm(ValueForm):
    value = OwnField(_l("Track"))

    def offer(self, event: Event) -> None:
        self.value.offer(_named(event.tracks), _l("none"))


class FormatForm(ValueForm):
    value = OwnField(_l("Format"))

    def offer(self, event: Event) -> None:
        self.value.offer(_named(formats_of(event.id)), _l("none"))


class RoomForm(ValueForm):
    value = OwnField(_l("Room"))

    def offer(self, event: Event) -> None:
        self.value.offer(rooms_to_choose(event.organisation_id), _l("not known yet"))


class LanguageForm(ValueForm):
    value = SelectField(_l("Language of the talk"))

    def offer(self, event: Event) -> None:
        self.value.choices = language_choices()


class CapacityForm(ValueForm):
    value = NumberField(_l("Seats"), description=_l("Empty: without a limit."))

    def words(self) -> str:
        return str(self.value.data) if self.value.data is not None else str(_l("without a limit"))


_FORMS: dict[BulkAct, Callable[..., ValueForm]] = {
    BulkAct.TRACK: TrackForm,
    BulkAct.FORMAT: FormatForm,
    BulkAct.ROOM: RoomForm,
    BulkAct.LANGUAGE: LanguageForm,
    BulkAct.CAPACITY: CapacityForm,
}


def language_choices() -> list[Any]:
    return [SelectChoice(code, language_name(code)) for code in LANGUAGES]


def read_act(typed: str | None) -> BulkAct:
    """404 for an act that there isn't."""
    act: BulkAct | None = _one_of(BulkAct, typed)
    return act or abort(404)


def _named(rows: Iterable[Any]) -> list[tuple[int, str]]:
    return [(row.id, in_language(row.name, current_language())) for row in rows]


def _one_of(kind: Any, typed: Any) -> Any:
    return kind(typed) if typed in set(kind) else None
