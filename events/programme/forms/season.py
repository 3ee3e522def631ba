"""One date of a season, filled as its speaker and hall are confirmed."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext as _l
from wtforms import SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from events.event.forms.fields import NamesField
from events.event.models import Event
from events.event.queries import rooms_of
from events.kit.fields import LineField, VersionField
from events.kit.localised import in_language
from events.kit.localtime import is_doubled
from events.programme.actions import NamedSpeaker, Placement
from events.programme.forms import PlacedForm
from events.programme.models import Slot
from events.programme.rules import TalkState

STATES = [SelectChoice(TalkState.DRAFT, _l("draft")), SelectChoice(TalkState.PUBLISHED, _l("published"))]


class DateForm(PlacedForm):
    """`version` is the talk's and `slot_version` the date's: either may have been saved by somebody else."""

    title = LineField(_l("Title"), required=_l("Give the talk a title."))
    speakers = NamesField(_l("Speakers"))
    state = SelectField(_l("State"), choices=STATES)
    version = VersionField()
    slot_version = VersionField()

    @classmethod
    def of(cls, event: Event, slot: Slot, rooms: list[tuple[int, str]], **options: Any) -> "DateForm":
        """As the date stands; what was sent goes over it unless `formdata` is None."""
        form = cls(data=_data_of(event, slot), **options)
        form.zone = event.zone
        form.room.offer(rooms, _l("not known yet"))
        del form.duration
        for field in form:
            field.id = f"{field.id}-{slot.id}"
        return form

    def validate_starts_at(self, field: Any) -> None:
        if field.data is None and not field.errors:
            raise ValidationError(str(_l("Say when it begins.")))
        super().validate_starts_at(field)

    def placed(self, slot: Slot) -> Placement | None:
        """The new place; on the wall clock the doors open as long before it as they did."""
        if slot.doors_at is None or self.starts_at.data is None:
            return self.placement()
        zone = ZoneInfo(slot.zone)
        began = slot.starts_at.astimezone(zone).replace(tzinfo=None, fold=0)
        opened = slot.doors_at.astimezone(zone).replace(tzinfo=None, fold=0)
        return self.placement(self.starts_at.data - (began - opened))

    def named_speakers(self) -> list[NamedSpeaker]:
        return [NamedSpeaker(name) for name in self.speakers.data or ()]


def rooms_to_choose(event: Event) -> list[tuple[int, str]]:
    """Rows for the choice of a room, read once for a whole page."""
    return [(room.id, f"{room.name}, {room.venue.name}") for room in rooms_of(event.organisation_id)]


def _data_of(event: Event, slot: Slot) -> Mapping[str, Any]:
    talk = slot.talk
    if talk is None:
        raise ValueError("a break is no date of a season")
    wall, zone = datetime.fromisoformat(slot.wall_start), ZoneInfo(slot.zone)
    return {
        "title": in_language(talk.title, event.language),
        "speakers": [speaker.person.name for speaker in talk.speakers],
        "room": slot.room_id,
        "starts_at": wall,
        "fold": str(slot.starts_at.astimezone(zone).fold) if is_doubled(wall, slot.zone) else None,
        "state": talk.state,
        "version": talk.version,
        "slot_version": slot.version,
    }
