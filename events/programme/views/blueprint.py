"""The blueprint that the pages of this room hang on."""

from flask import Blueprint

programme = Blueprint("programme", __name__)
