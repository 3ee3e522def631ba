"""Pages to sign in and out, for one's own account, and for the organisation's settings."""

from flask import Blueprint

from events.people.views import account, organisation, password, pictures, set_up, sign_in
from events.people.views.blueprint import people

blueprints: tuple[Blueprint, ...] = (people,)

__all__ = ["account", "blueprints", "organisation", "password", "pictures", "set_up", "sign_in"]
