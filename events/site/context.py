"""What every page and mail template finds: the organisation, the reader's language, words for dates and seats."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote, urlencode
from zoneinfo import ZoneInfo

from flask import Flask, g, has_request_context, request, url_for

from events.event.rules import EventState
from events.event.seats import seats_in_words
from events.kit import clock, dates
from events.kit.languages import current_language
from events.kit.localised import in_language
from events.kit.markdown import as_html, as_plain
from events.kit.settings import absolute
from events.kit.static import init_static
from events.kit.typography import raised, titled, typeset
from events.people.models import Organisation
from events.people.queries import first_organisation
from events.site.subjects import megabytes


@dataclass(frozen=True)
class ShownOrganisation:
    """An organisation in the reader's language."""

    name: str
    email: str
    phone: str
    phone_hours: str
    phone_people: str
    street: str
    postcode: str
    town: str
    website: str

    @property
    def address(self) -> str:
        """One line for the street, one for the town."""
        return "\n".join(filter(None, (self.street, f"{self.postcode} {self.town}".strip())))


def shown_organisation(organisation: Organisation, language: str) -> ShownOrganisation:
    return ShownOrganisation(
        name=organisation.name,
        email=organisation.email,
        phone=organisation.phone,
        phone_hours=typeset(in_language(organisation.phone_hours, language), language),
        phone_people=typeset(in_language(organisation.phone_people, language), language),
        street=organisation.street,
        postcode=organisation.postcode,
        town=organisation.town,
        website=organisation.website,
    )


def organisation_of_page() -> Organisation | None:
    """The organisation of the event that the page is about, else the first one."""
    if "organisation" not in g:
        g.organisation = first_organisation()
    organisation: Organisation | None = g.organisation
    return organisation


def frame_of_page() -> dict[str, Any]:
    """What layouts/base.html expects."""
    if not has_request_context():
        return {}
    language, organisation = current_language(), organisation_of_page()
    return {
        "organisation": shown_organisation(organisation, language) if organisation else None,
        "locale": language,
        "other_language_url": address_in("en" if language == "fr" else "fr"),
        "canonical_url": absolute(quote(request.path)) if request.method in {"GET", "HEAD"} else None,
        "demonstration_now": today_elsewhere(organisation, language),
        "feed_url": feed_of_page(),
    }


def feed_of_page() -> str | None:
    """Where the changes of the public event that the page is about can be followed."""
    event = g.get("event")
    if event is None or event.state != EventState.PUBLISHED or "organised_event" in g:
        return None
    return url_for("site.changes_feed", event_slug=event.slug)


def address_in(language: str) -> str:
    """This page in that language, with what else stands in its query. A form's answer leads to where it was sent."""
    query = [(name, value) for name, value in request.args.items(multi=True) if name != "lang"]
    return f"{quote(request.path)}?{urlencode([*query, ('lang', language)])}"


def today_elsewhere(organisation: Organisation | None, language: str) -> str | None:
    """The day of a clock that was started elsewhere, in words."""
    if not clock.is_elsewhere():
        return None
    zone = ZoneInfo(organisation.zone if organisation else "Europe/Paris")
    return dates.day_in_words(clock.now().astimezone(zone), language)


def typeset_in(text: str, language: str | None = None) -> str:
    return typeset(text, language or current_language())


def local(moment: datetime, zone: str) -> datetime:
    """A stored moment on the wall clock of a zone, for the filters that put it into words."""
    return moment.astimezone(ZoneInfo(zone))


def reader(words: Callable[..., str]) -> Callable[..., str]:
    """A function of kit.dates as a filter: in the reader's language unless one is given."""

    def worded(*values: Any, language: str | None = None, **options: Any) -> str:
        return words(*values, language or current_language(), **options)

    return worded


FILTERS: dict[str, Callable[..., Any]] = {
    "typeset": typeset_in,
    "markdown": lambda text: raised(as_html(text)),
    "plain": as_plain,
    "titled": titled,
    "raised": raised,
    "seats": seats_in_words,
    "megabytes": megabytes,
    "local": local,
    "day_in_words": reader(dates.day_in_words),
    "days_in_words": reader(dates.days_in_words),
    "weekday_in_words": reader(dates.weekday_in_words),
    "month_in_words": reader(dates.month_in_words),
    "hour_in_words": reader(dates.hour_in_words),
    "hours_in_words": reader(dates.hours_in_words),
    "moment_in_words": reader(dates.moment_in_words),
}


def init_templates(app: Flask) -> None:
    """Filters and globals of all templates."""
    init_static(app)
    app.context_processor(frame_of_page)
    app.jinja_env.filters.update(FILTERS)
