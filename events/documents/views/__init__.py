"""Papers to download: programmes for everybody, a person's own badge, and what organisers print."""

from flask import Blueprint

from events.documents.views import organiser, public
from events.documents.views.blueprint import documents

blueprints: tuple[Blueprint, ...] = (documents,)

__all__ = ["blueprints", "organiser", "public"]
