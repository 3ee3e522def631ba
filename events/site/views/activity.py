"""Who did what: in one event, and in all of an organisation."""

from datetime import datetime, time, timedelta
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms.validators import ValidationError

from events.activity.queries import Scope, Wanted, accounts_active_in
from events.event.access import event_page
from events.event.forms.fields import read_day
from events.event.models import Event
from events.event.policies import can_edit_programme, can_serve_desk
from events.event.queries import organisations_events
from events.kit.languages import current_language
from events.people.access import own_organisation, signed_in_account, signed_in_required
from events.site.activity import ON_A_PAGE, activity_page, who_did
from events.site.activity_words import KINDS
from events.site.views.blueprint import site


@site.get("/organise/<event_slug>/activity/")
@event_page(can_edit_programme)
def event_activity(event: Event) -> ResponseReturnValue:
    """Editors see no registrations here either."""
    hidden = () if can_serve_desk(signed_in_account(), event) else ("registration",)
    scope = Scope((f"event:{event.id}",), hidden=hidden)
    return show(scope, event.organisation_id, event.zone, url_for(".event_activity", event_slug=event.slug), event)


@site.get("/organise/activity")
@signed_in_required
def organisation_activity() -> ResponseReturnValue:
    owner = own_organisation()
    keys = tuple(f"event:{event.id}" for event in organisations_events(owner.id))
    return show(Scope(keys, owner.id), owner.id, owner.zone, url_for(".organisation_activity"))


def show(scope: Scope, owner_id: int, zone: str, address: str, event: Event | None = None) -> ResponseReturnValue:
    page = request.args.get("page", 1, type=int)
    wanted = wanted_acts(zone, scope)
    shown = activity_page(scope, wanted, max(page, 1), organisation_id=owner_id, zone=zone, language=current_language())
    if page != 1 and not shown.rows:
        abort(404)
    asked = {name: request.args.get(name, "") for name in ("who", "kind", "day")}
    return render_template(
        "site/activity.html",
        event=event,
        shown=shown,
        asked=asked,
        people=who_did(list(accounts_active_in(scope))),
        kinds=sorted(((kind, str(words)) for kind, words in KINDS.items() if kind not in scope.hidden), key=_by_words),
        pages=lambda number: f"{address}?{_query(asked, number)}",
        has_next=shown.page * ON_A_PAGE < shown.total,
    )


def wanted_acts(zone: str, scope: Scope) -> Wanted:
    """What the form asks for; what can't be read is not asked for."""
    who, kind = request.args.get("who", ""), request.args.get("kind", "")
    first = _day(request.args.get("day", ""), zone)
    return Wanted(
        account_id=int(who) if who.isascii() and who.isdecimal() and len(who) < 10 else None,
        kind=kind if kind in KINDS and kind not in scope.hidden else "",
        since=first,
        until=first + timedelta(days=1) if first else None,
    )


def _day(typed: str, zone: str) -> datetime | None:
    """Its first moment."""
    try:
        day = read_day(typed) if "/" in typed else datetime.fromisoformat(typed).date()
        return datetime.combine(day, time(), ZoneInfo(zone))
    except (ValueError, OverflowError, ValidationError):
        return None


def _query(asked: dict[str, str], number: int) -> str:
    return urlencode({**{name: value for name, value in asked.items() if value}, "page": number})


def _by_words(row: tuple[str, str]) -> str:
    return row[1]
