"""One's own account: name, language, password, and where one is signed in."""

from flask import flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from events.extensions import limiter
from events.kit import clock
from events.people import actions
from events.people.access import signed_in_account, signed_in_required
from events.people.forms.account import AccountForm, PasswordForm
from events.people.passwords import is_password
from events.people.queries import first_organisation, key_hash, live_sessions
from events.people.security import KEY, enter, leave
from events.people.views.blueprint import people
from events.people.views.sign_in import TRIES_OF_ACCOUNT


def account_page(account_form: AccountForm | None = None, password_form: PasswordForm | None = None) -> str:
    account, organisation = signed_in_account(), first_organisation()
    return render_template(
        "people/account.html",
        account=account,
        account_form=account_form or AccountForm(formdata=None, obj=account),
        password_form=password_form or PasswordForm(formdata=None),
        sessions=live_sessions(account.id, clock.now()),
        zone=organisation.zone if organisation else "UTC",
        this_session=key_hash(session.get(KEY, "")),
    )


@people.get("/organise/account")
@signed_in_required
def account() -> ResponseReturnValue:
    return account_page()


@people.post("/organise/account")
@signed_in_required
def change_account() -> ResponseReturnValue:
    form = AccountForm()
    if not form.validate():
        return account_page(account_form=form), 422
    actions.change_account(signed_in_account(), name=form.name.data, language=form.language.data, now=clock.now())
    flash(_("Your account has been changed."), "success")
    return redirect(url_for("people.account"), 303)


@people.post("/organise/account/password")
@signed_in_required
@limiter.limit(TRIES_OF_ACCOUNT, key_func=lambda: f"password:{signed_in_account().id}")
def change_password() -> ResponseReturnValue:
    """All browsers are signed out, this one comes back with a new session."""
    form, account = PasswordForm(), signed_in_account()
    if form.validate() and not is_password(account.password, form.current.data):
        form.current.errors = [_("This is not your password.")]
    if form.errors:
        return account_page(password_form=form), 422
    actions.change_password(account, form.password.data, clock.now())
    enter(account, actions.open_session(account, clock.now()))
    flash(_("Your password has been changed. All other browsers are signed out."), "success")
    return redirect(url_for("people.account"), 303)


@people.post("/organise/account/sign-out-everywhere")
@signed_in_required
def sign_out_everywhere() -> ResponseReturnValue:
    actions.end_all_sessions(signed_in_account().id, clock.now())
    leave()
    return redirect(url_for("people.sign_in"), 303)
