"""The blueprint that the pages of this room hang on."""

from flask import Blueprint

site = Blueprint("site", __name__)
