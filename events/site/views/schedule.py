"""The schedule: all talks, one day of them, or those that a reader asks for."""

from collections.abc import Sequence
from datetime import date

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from events.event.models import Event
from events.event.rules import EventKind
from events.kit import clock
from events.kit.languages import current_language
from events.programme.models import ReleasedSlot
from events.programme.queries import find_latest_release, public_slots
from events.site.caching import public_page
from events.site.finding import public_event
from events.site.schedule.days import day_of, days_of
from events.site.schedule.facets import Facets, facets_of
from events.site.schedule.filters import Wanted, conditions, fields_of, wanted_of
from events.site.schedule.words import day_tabs
from events.site.schedule.zone import zone_of
from events.site.season import season_of, years_of
from events.site.shown import papers_of
from events.site.views.blueprint import site

TALKS_IN_GRIDS = 150
"""Beyond, the page of all talks is a list, and each day's own page has the grid."""


@site.get("/<event_slug>/schedule/")
@public_page
def schedule(event_slug: str) -> ResponseReturnValue:
    """All talks, or what the address asks for: a season by month, a congress by day and hour."""
    event, wanted = public_event(event_slug), wanted_of(request.args)
    facets = facets_of(event)
    if (day := wanted.only_day) in map(date.isoformat, facets.days):
        return redirect(url_for("site.schedule_day", event_slug=event.slug, day=day))
    return _page(event, facets, wanted)


@site.get("/<event_slug>/schedule/<day>/")
@public_page
def schedule_day(event_slug: str, day: str) -> ResponseReturnValue:
    """One day of it."""
    event = public_event(event_slug)
    facets = facets_of(event)
    if day not in map(date.isoformat, facets.days):
        abort(404)
    return _page(event, facets, wanted_of(MultiDict({"day": day})))


def _page(event: Event, facets: Facets, wanted: Wanted) -> str:
    language = current_language()
    slots = _slots(event, facets, wanted)
    values = {
        "event": event,
        "release": find_latest_release(event.id),
        "papers": papers_of(event),
        "wanted": wanted,
        "fields": fields_of(wanted, facets, language),
        "found": sum(1 for slot in slots if slot.talk),
        "zone": zone_of(event, [room.venue.town for room in facets.rooms], slots),
        "everywhere": url_for("site.search", q=wanted.text) if wanted.text else "",
    }
    if event.kind != EventKind.CONGRESS:
        season = season_of(event, slots, clock.now(), language, in_full=0)
        return render_template("site/schedule.html", season=season, years=years_of(event), **values)
    return render_template(
        "site/timetable.html",
        days=days_of(event, slots, language, grid=_in_grids(facets, wanted)),
        tabs=day_tabs(event, facets, wanted.values["day"], language),
        **values,
    )


def _slots(event: Event, facets: Facets, wanted: Wanted) -> Sequence[ReleasedSlot]:
    only = conditions(wanted, facets)
    if only is None:
        return ()
    days = wanted.values["day"]
    slots = public_slots(event.id, only=only)
    return [slot for slot in slots if day_of(slot).isoformat() in days] if days else slots


def _in_grids(facets: Facets, wanted: Wanted) -> bool:
    """A small congress as a whole, or the days asked for; what filters pick is a list."""
    if wanted.picks_talks:
        return False
    return bool(wanted.only_day) or len(facets.days) == 1 or facets.talks <= TALKS_IN_GRIDS
