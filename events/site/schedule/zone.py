"""Whose clock the times are those of: said where the reader may live by another one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from flask_babel import gettext as _

from events.event.models import Event
from events.kit import dates
from events.kit.languages import current_language
from events.programme.models import ReleasedSlot


@dataclass(frozen=True)
class Zone:
    """`at` is a moment of the event and `hour` what its clock says then; a script tells what the reader's says.

    `is_named` says that the words stand there without a script too.
    """

    name: str
    place: str
    at: datetime
    hour: str
    is_named: bool

    @property
    def words(self) -> str:
        """« Les heures sont celles de Calais (Europe/Paris). »"""
        if self.place:
            return _("Times are those of %(place)s (%(zone)s).", place=self.place, zone=self.name)
        return _("Times are those of the zone %(zone)s.", zone=self.name)


def zone_of(event: Event, towns: Sequence[str], slots: Sequence[ReleasedSlot]) -> Zone | None:
    """None while nothing has a time. It is named for an event away from its organisation, or in no place at all."""
    if not slots:
        return None
    town = next(filter(None, towns), "")
    first = slots[0]
    return Zone(
        name=first.zone,
        place=town,
        at=first.starts_at,
        hour=dates.hour_in_words(first.starts_at.astimezone(ZoneInfo(first.zone)), current_language()),
        is_named=first.zone != event.organisation.zone or not town,
    )
