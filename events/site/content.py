"""News and partners of an event as its pages show them."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from flask import url_for

from events.event.models import Event, NewsItem, Partner
from events.event.queries import partners_of, public_news
from events.kit import dates
from events.kit.localised import in_language
from events.kit.markdown import as_plain
from events.kit.settings import absolute
from events.kit.text import shorten
from events.site.shown import Words, words
from events.site.shown_speakers import picture_address

ON_EVENT_PAGE = 3
SUMMARY = 200
"""Characters of a piece of news on a list."""


@dataclass(frozen=True)
class ShownNews:
    """`text` is Markdown, `picture` an address or ''."""

    title: Words
    text: Words
    summary: str
    address: str
    day: str
    iso: str
    picture: str
    picture_description: str
    picture_credit: str


def shown_news(event: Event, item: NewsItem, language: str) -> ShownNews:
    moment = (item.published_at or item.created_at).astimezone(ZoneInfo(event.zone))
    text = words(item.text, language)
    return ShownNews(
        title=words(item.title, language),
        text=text,
        summary=shorten(as_plain(text.text), SUMMARY),
        address=url_for("site.news_item", event_slug=event.slug, news_slug=item.slug),
        day=dates.day_in_words(moment, language),
        iso=moment.isoformat(timespec="seconds"),
        picture=picture_address(item.picture),
        picture_description=item.picture.description if item.picture else "",
        picture_credit=item.picture.credit if item.picture else "",
    )


def latest_news(event: Event, language: str) -> list[ShownNews]:
    return [shown_news(event, item, language) for item in public_news(event.id, ON_EVENT_PAGE)]


@dataclass(frozen=True)
class ShownPartner:
    """`logo` is an address or '', `alt` its description."""

    name: str
    website: str
    logo: str
    alt: str
    width: int
    height: int


def partner_groups(event: Event, language: str) -> list[tuple[str, list[ShownPartner]]]:
    """Neighbours with the same heading stand together."""
    grouped = groupby(partners_of(event.id), key=lambda partner: in_language(partner.heading, language))
    return [(words({language: heading}, language).text, _shown(partners)) for heading, partners in grouped]


def _shown(partners: Any) -> list[ShownPartner]:
    return [_shown_partner(partner) for partner in partners]


def _shown_partner(partner: Partner) -> ShownPartner:
    logo = partner.logo
    return ShownPartner(
        name=partner.name,
        website=partner.website,
        logo=picture_address(logo),
        alt=(logo.description if logo else "") or partner.name,
        width=logo.width if logo else 0,
        height=logo.height if logo else 0,
    )


def data_of_news(event: Event, item: NewsItem, language: str) -> dict[str, Any]:
    """A NewsArticle of schema.org."""
    published = item.published_at or item.created_at
    return {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "url": absolute(url_for("site.news_item", event_slug=event.slug, news_slug=item.slug)),
        "name": in_language(item.title, language),
        "headline": in_language(item.title, language),
        "datePublished": published.isoformat(),
        "publisher": {"@type": "Organization", "name": event.organisation.name, "url": absolute("/")},
        **({"image": absolute(picture_address(item.picture))} if item.picture else {}),
    }


def on_event_page(event: Event, language: str) -> dict[str, Sequence[Any]]:
    """What every event's page shows besides its talks."""
    return {"news": latest_news(event, language), "partners": partner_groups(event, language)}
