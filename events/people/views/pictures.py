"""The kept pictures; their names are random, so they may be cached for long."""

from flask import send_from_directory
from flask.typing import ResponseReturnValue

from events.people.actions.pictures import uploads
from events.people.views.blueprint import people

YEAR = 31_536_000
TYPES = {"jpg": "image/jpeg", "webp": "image/webp"}


@people.get("/pictures/<file>")
def picture(file: str) -> ResponseReturnValue:
    answer = send_from_directory(uploads(), file, mimetype=TYPES.get(file.rpartition(".")[2], "image/jpeg"))
    answer.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable"
    return answer
