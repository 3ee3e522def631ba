"""Who did what to which thing and when, as the team reads it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from flask_babel import ngettext

from events.activity.models import Activity
from events.activity.queries import Scope, Wanted, activities, number_of_activities
from events.event.queries import rooms_of
from events.kit import dates
from events.site.activity_words import KINDS, VERBS
from events.site.things import Thing, things_called

ON_A_PAGE = 50
HERS = {"edited", "availability set"}
"""What a speaker does on her own page."""


@dataclass(frozen=True)
class ShownActivity:
    """`thing` has no address when it is gone; then its kind is all that is known."""

    when: str
    who: str
    what: str
    kind: str
    thing: Thing | None
    detail: str


@dataclass(frozen=True)
class ActivityPage:
    """`first` and `last` count from 1 among `total`; `page` from 1."""

    rows: list[ShownActivity]
    page: int
    first: int
    last: int
    total: int


def activity_page(
    scope: Scope, wanted: Wanted, page: int, *, organisation_id: int, zone: str, language: str
) -> ActivityPage:
    """One page; a constant number of queries."""
    first = (page - 1) * ON_A_PAGE
    found = activities(scope, wanted, offset=first, limit=ON_A_PAGE)
    things = things_called([*(act.thing for act in found), *(f"account:{act.account_id}" for act in found)])
    rooms = {room.id: room.name for room in rooms_of(organisation_id)}
    wording = _Wording(things, rooms, ZoneInfo(zone), language)
    rows = [wording.shown(act) for act in found]
    return ActivityPage(rows, page, first + 1, first + len(rows), number_of_activities(scope, wanted))


@dataclass(frozen=True)
class _Wording:
    things: Mapping[str, Thing]
    rooms: Mapping[int, str]
    zone: ZoneInfo
    language: str

    def shown(self, act: Activity) -> ShownActivity:
        kind = act.thing.partition(":")[0]
        return ShownActivity(
            when=dates.moment_in_words(act.at.astimezone(self.zone), self.language),
            who=self._who(act, kind),
            what=str(VERBS.get(act.verb, act.verb)),
            kind=str(KINDS.get(kind, kind)),
            thing=self.things.get(act.thing),
            detail=self._detail(act.detail),
        )

    def _who(self, act: Activity, kind: str) -> str:
        if act.account_id is not None:
            return self.things.get(f"account:{act.account_id}", Thing(_("somebody who left"))).name
        if act.verb == "moved up":
            return _("by itself")
        if kind == "registration" and act.detail.get("source", "web") == "web":
            return _("the public")
        return _("the speaker") if kind == "speaker" and act.verb in HERS else _("a command")

    def _detail(self, detail: Mapping[str, Any]) -> str:
        if "before" in detail or "after" in detail:
            places = (self._place(detail[when]) for when in ("before", "after") if when in detail)
            return " → ".join(places)
        if "number" in detail:
            return _("version %(number)s", number=detail["number"])
        if isinstance(detail.get("seats"), int):
            return ngettext("%(num)s seat", "%(num)s seats", detail["seats"])
        return ""

    def _place(self, place: Mapping[str, Any]) -> str:
        moment = datetime.fromisoformat(place["starts_at"]).astimezone(ZoneInfo(place["zone"]))
        words = dates.moment_in_words(moment, self.language)
        return ", ".join(filter(None, (words, self.rooms.get(place["room_id"] or 0, ""))))


def who_did(ids: Sequence[int | None]) -> list[tuple[int, str]]:
    """People to choose from, by name; 0 is the public and commands."""
    named = things_called(f"account:{number}" for number in ids if number)
    people = sorted(((int(key.partition(":")[2]), thing.name) for key, thing in named.items()), key=lambda row: row[1])
    return [*people, *([(0, _("the public or a command"))] if None in ids else [])]
