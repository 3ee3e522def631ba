"""Organisers' pages of events: start, settings, publishing, venues, tracks, team."""

from flask import Blueprint

from events.event.views import events, places, team, tracks
from events.event.views.blueprint import event

blueprints: tuple[Blueprint, ...] = (event,)

__all__ = ["blueprints", "events", "places", "team", "tracks"]
