"""Changing events, their addresses, places, tracks and teams."""

from events.event.actions.closures import ClosureDetails, add_closure, delete_closure, edit_closure
from events.event.actions.events import (
    EventDetails,
    NotReady,
    create_event,
    edit_event,
    lock_event,
    publish_event,
    raise_revision,
    set_event_limit,
    set_registration,
    take_back_event,
)
from events.event.actions.news import NewsDetails, add_news, delete_news, edit_news, publish_news, take_back_news
from events.event.actions.partners import PartnerDetails, add_partner, delete_partner, edit_partner, move_partner
from events.event.actions.places import (
    PlaceInUse,
    RoomDetails,
    VenueDetails,
    add_room,
    add_venue,
    delete_room,
    delete_venue,
    edit_room,
    edit_venue,
)
from events.event.actions.slugs import SlugTaken, change_slug, slug_of
from events.event.actions.team import AlreadyThere, add_to_team, remove_from_team
from events.event.actions.tracks import TrackInUse, add_track, delete_track, edit_track

__all__ = [
    "AlreadyThere",
    "ClosureDetails",
    "EventDetails",
    "NewsDetails",
    "NotReady",
    "PartnerDetails",
    "PlaceInUse",
    "RoomDetails",
    "SlugTaken",
    "TrackInUse",
    "VenueDetails",
    "add_closure",
    "add_news",
    "add_partner",
    "add_room",
    "add_to_team",
    "add_track",
    "add_venue",
    "change_slug",
    "create_event",
    "delete_closure",
    "delete_news",
    "delete_partner",
    "delete_room",
    "delete_track",
    "delete_venue",
    "edit_closure",
    "edit_event",
    "edit_news",
    "edit_partner",
    "edit_room",
    "edit_track",
    "edit_venue",
    "lock_event",
    "move_partner",
    "publish_event",
    "publish_news",
    "raise_revision",
    "remove_from_team",
    "set_event_limit",
    "set_registration",
    "slug_of",
    "take_back_event",
    "take_back_news",
]
