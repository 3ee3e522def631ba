"""Organisers' pages of events: start, settings, publishing, venues, tracks, news, partners, team."""

from flask import Blueprint

from events.event.views import closures, events, news, partners, places, team, tracks
from events.event.views.blueprint import event

blueprints: tuple[Blueprint, ...] = (event,)

__all__ = ["blueprints", "closures", "events", "news", "partners", "places", "team", "tracks"]
