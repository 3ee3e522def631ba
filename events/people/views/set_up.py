"""The first page of an empty installation: organisation and first organiser, without a shell."""

from flask import abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from events.extensions import limiter
from events.kit import clock
from events.kit.languages import current_language
from events.people import actions
from events.people.forms.account import SetUpForm
from events.people.queries import is_empty_installation
from events.people.security import enter
from events.people.setup import forget_set_up_code, is_set_up_code
from events.people.views.blueprint import people


@people.get("/set-up")
def set_up() -> ResponseReturnValue:
    if not is_empty_installation():
        abort(404)
    return render_template("people/set_up.html", form=SetUpForm(formdata=None))


@people.post("/set-up")
@limiter.limit("10 per 10 minutes")
@limiter.limit("60 per hour", key_func=lambda: "set-up")
def finish_set_up() -> ResponseReturnValue:
    if not is_empty_installation():
        abort(404)
    form = SetUpForm()
    if form.validate() and not is_set_up_code(form.code.data):
        form.code.errors = [_("This is not the code that the server printed when it started.")]
    if form.errors:
        return render_template("people/set_up.html", form=form), 422
    typed = {name: form[name].data for name in ("organisation", "name", "email", "password")}
    try:
        account = actions.set_up(**typed, language=current_language(), now=clock.now())
    except actions.AlreadySetUp:
        abort(404)
    forget_set_up_code()
    enter(account, actions.open_session(account, clock.now()))
    return redirect(url_for("event.organise"), 303)
