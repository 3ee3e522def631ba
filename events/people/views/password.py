"""A forgotten password: ask for a link, choose a new one."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from events.extensions import limiter
from events.kit import clock
from events.people import actions
from events.people.forms.account import ForgottenPasswordForm, NewPasswordForm
from events.people.models import Account
from events.people.reset import account_of_token
from events.people.views.blueprint import people
from events.people.views.sign_in import TRIES_OF_ACCOUNT, TRIES_OF_ADDRESS, typed_account


@people.get("/reset-password")
def reset_password() -> ResponseReturnValue:
    return render_template("people/forgotten_password.html", form=ForgottenPasswordForm(formdata=None))


@people.post("/reset-password")
@limiter.limit(TRIES_OF_ADDRESS)
@limiter.limit(TRIES_OF_ACCOUNT, key_func=typed_account)
def ask_for_new_password() -> ResponseReturnValue:
    """The answer is the same whether or not somebody signs in with this address."""
    form = ForgottenPasswordForm()
    if not form.validate():
        return render_template("people/forgotten_password.html", form=form), 422
    actions.ask_for_new_password(form.email.data, clock.now())
    return render_template("people/forgotten_password.html", form=form, asked=form.email.data)


@people.get("/reset-password/<token>")
def new_password(token: str) -> ResponseReturnValue:
    return new_password_page(account_of_token(token), NewPasswordForm(formdata=None))


@people.post("/reset-password/<token>")
@limiter.limit(TRIES_OF_ADDRESS)
def choose_new_password(token: str) -> ResponseReturnValue:
    account, form = account_of_token(token), NewPasswordForm()
    if account is None or not form.validate():
        return new_password_page(account, form, 422)
    actions.change_password(account, form.password.data, clock.now())
    flash(_("Your password has been changed. Sign in with the new one."), "success")
    return redirect(url_for("people.sign_in"), 303)


def new_password_page(account: Account | None, form: NewPasswordForm, status: int = 200) -> ResponseReturnValue:
    """The form, or what to do when its link has been used or is too old."""
    page = render_template("people/new_password.html", form=form, account=account)
    return page, status if account else 410
