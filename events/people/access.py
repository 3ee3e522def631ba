"""Who is at the other end of a request: for the views of all rooms.

Organiser pages: the anonymous are led to the sign-in page and back; who has no business there gets 404.
"""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, cast

from flask import abort, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user

from events.people.models import Account, Organisation
from events.people.queries import organisations_of

P = ParamSpec("P")


def is_signed_in() -> bool:
    return isinstance(current_user._get_current_object(), Account)


def signed_in_account() -> Account:
    """The account of this request; only for views behind `signed_in_required`."""
    return cast("Account", current_user._get_current_object())


def signed_in_required(view: Callable[P, ResponseReturnValue]) -> Callable[P, ResponseReturnValue]:
    """Lead the anonymous to the sign-in page; afterwards they come back to where they were going."""

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
        return view(*args, **kwargs) if is_signed_in() else to_sign_in()

    return guarded


def to_sign_in() -> ResponseReturnValue:
    """The way to the sign-in page, and back to the page asked for."""
    back = request.full_path.rstrip("?") if request.method in {"GET", "HEAD"} else None
    return redirect(url_for("people.sign_in", next=back), 303)


def own_organisation() -> Organisation:
    """The organisation that the signed-in person works on: `?organisation=` or her first; 404 without one."""
    mine = organisations_of(signed_in_account())
    wanted = request.values.get("organisation", type=int)
    chosen = [organisation for organisation in mine if wanted in {None, organisation.id}]
    return chosen[0] if chosen else abort(404)
