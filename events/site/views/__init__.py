"""The site's pages: programme, contact, legal texts, calendars, pictures for sharing, health."""

from flask import Blueprint

from events.site.views import (
    activity,
    agenda,
    calendars,
    cards,
    changes,
    contact,
    exports,
    legal,
    machines,
    my_programme,
    news,
    pages,
    preview,
    schedule,
    search,
    speakers,
    strands,
    subjects,
    widget,
)
from events.site.views.blueprint import site

blueprints: tuple[Blueprint, ...] = (site,)

__all__ = [
    "activity",
    "agenda",
    "blueprints",
    "calendars",
    "cards",
    "changes",
    "contact",
    "exports",
    "legal",
    "machines",
    "my_programme",
    "news",
    "pages",
    "preview",
    "schedule",
    "search",
    "speakers",
    "strands",
    "subjects",
    "widget",
]
