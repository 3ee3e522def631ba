"""The blueprint that the pages of this room hang on."""

from flask import Blueprint

people = Blueprint("people", __name__)
