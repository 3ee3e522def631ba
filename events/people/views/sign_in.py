"""Signing in and out."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from events.extensions import limiter
from events.kit import clock
from events.people import actions
from events.people.access import is_signed_in
from events.people.forms.account import SignInForm
from events.people.rules import account_email, local_path
from events.people.security import enter, leave
from events.people.views.blueprint import people

TRIES_OF_ADDRESS = "100 per 10 minutes"
TRIES_OF_ACCOUNT = "10 per 10 minutes"


def typed_account() -> str:
    """What tries are counted by besides the network: the account that is tried, known or not."""
    return "account:" + account_email(request.form.get("email", ""))[:254]


@people.get("/sign-in")
def sign_in() -> ResponseReturnValue:
    form = SignInForm(formdata=None, next=request.args.get("next", ""))
    if is_signed_in():
        return redirect(local_path(form.next.data) or url_for("event.organise"))
    return render_template("people/sign_in.html", form=form)


@people.post("/sign-in")
@limiter.limit(TRIES_OF_ADDRESS)
@limiter.limit(TRIES_OF_ACCOUNT, key_func=typed_account)
def try_sign_in() -> ResponseReturnValue:
    form = SignInForm()
    if not form.validate():
        return render_template("people/sign_in.html", form=form), 422
    entry = actions.sign_in(form.email.data or "", form.password.data or "", clock.now())
    if entry is None:
        form.form_errors.append(_("This e-mail address and this password don’t belong together."))
        return render_template("people/sign_in.html", form=form), 422
    enter(*entry)
    return redirect(local_path(form.next.data) or url_for("event.organise"), 303)


@people.post("/sign-out")
def sign_out() -> ResponseReturnValue:
    leave()
    return redirect(url_for("people.sign_in"), 303)
