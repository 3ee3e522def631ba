"""Pages of registering: for the public, and for organisers and the desk."""

from events.registration.views.base import blueprint
from events.registration.views.calls import calls
from events.registration.views.lists import registrations
from events.registration.views.newsletter import readers
from events.registration.views.organiser import registration
from events.registration.views.own import own_page
from events.registration.views.privacy import erasure
from events.registration.views.public import register_page
from events.registration.views.terms import terms
from events.registration.views.waiting import waiting_lists

blueprints = (blueprint,)

__all__ = [
    "blueprints",
    "calls",
    "erasure",
    "own_page",
    "readers",
    "register_page",
    "registration",
    "registrations",
    "terms",
    "waiting_lists",
]
