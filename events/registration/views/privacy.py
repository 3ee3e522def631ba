"""What is kept about a person, in her own hands: to take away, to close, to erase."""

from flask import Response, json, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from events.kit import clock
from events.kit.languages import current_language
from events.registration.actions import erase_registration, renew_calendar_link
from events.registration.shown_data import all_data
from events.registration.views.base import blueprint
from events.registration.views.own import registration_of
from events.registration.views.shown import shown_claims


@blueprint.get("/r/<token>/data.json")
def own_data(token: str) -> ResponseReturnValue:
    """Everything held about her through this registration, to keep."""
    registration = registration_of(token)
    text = json.dumps(all_data(registration), ensure_ascii=False, indent=2, sort_keys=False)
    response = Response(text + "\n", mimetype="application/json")
    response.headers["Content-Disposition"] = f"attachment; filename=registration-{registration.number}.json"
    return response


@blueprint.get("/r/<token>/erasure")
def erasure(token: str) -> ResponseReturnValue:
    """What would happen, before anything does."""
    registration = registration_of(token)
    live = [claim for claim in shown_claims(registration, current_language()) if claim.is_live]
    return render_template(
        "registration/erasure.html", event=registration.event, registration=registration, claims=live, token=token
    )


@blueprint.post("/r/<token>/erasure")
def erase(token: str) -> ResponseReturnValue:
    """Her page then says that it is done."""
    erase_registration(registration_of(token), now=clock.now())
    return redirect(url_for("registration.own_page", token=token), 303)


@blueprint.post("/r/<token>/calendar-link")
def renew_calendar(token: str) -> ResponseReturnValue:
    """Whoever had the old address of her calendar finds nothing there any more."""
    renew_calendar_link(registration_of(token), now=clock.now())
    return redirect(url_for("registration.own_page", token=token, renewed="1", _anchor="your-data"), 303)
