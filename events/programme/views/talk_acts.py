"""What is done to a talk with one button: publish, take back, copy, delete."""

from collections.abc import Callable

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from events.event.access import event_page
from events.event.models import Event
from events.event.policies import can_edit_programme
from events.kit import clock
from events.people.access import signed_in_account
from events.programme import actions
from events.programme.views.blueprint import programme
from events.programme.views.talks import own_talk


@programme.post("/organise/<event_slug>/talks/<talk_slug>/publication")
@event_page(can_edit_programme)
def publish_talk(event: Event, talk_slug: str) -> ResponseReturnValue:
    return _done(event, talk_slug, actions.publish_talk, _("The talk is published."))


@programme.post("/organise/<event_slug>/talks/<talk_slug>/taking-back")
@event_page(can_edit_programme)
def take_back_talk(event: Event, talk_slug: str) -> ResponseReturnValue:
    return _done(
        event, talk_slug, actions.take_back_talk, _("The talk is a draft again; the public no longer sees it.")
    )


@programme.post("/organise/<event_slug>/talks/<talk_slug>/copies")
@event_page(can_edit_programme)
def duplicate_talk(event: Event, talk_slug: str) -> ResponseReturnValue:
    copy = actions.duplicate_talk(own_talk(event, talk_slug), now=clock.now(), account_id=signed_in_account().id)
    flash(_("This is the copy: a draft without a date."), "success")
    return redirect(url_for("programme.talk_edit", event_slug=event.slug, talk_slug=copy.slug), 303)


@programme.get("/organise/<event_slug>/talks/<talk_slug>/deletion")
@event_page(can_edit_programme)
def deletion(event: Event, talk_slug: str) -> ResponseReturnValue:
    """Asks before anything is deleted."""
    return render_template("programme/deletion.html", event=event, talk=own_talk(event, talk_slug))


@programme.post("/organise/<event_slug>/talks/<talk_slug>/deletion")
@event_page(can_edit_programme)
def delete_talk(event: Event, talk_slug: str) -> ResponseReturnValue:
    talk = own_talk(event, talk_slug)
    try:
        actions.delete_talk(talk, now=clock.now(), account_id=signed_in_account().id)
    except actions.HasRegistrations as error:
        return render_template("programme/deletion.html", event=event, talk=talk, refusal=str(error)), 409
    flash(_("The talk has been deleted."), "success")
    return redirect(url_for("programme.talks", event_slug=event.slug), 303)


def _done(event: Event, talk_slug: str, act: Callable[..., None], words: str) -> ResponseReturnValue:
    act(own_talk(event, talk_slug), now=clock.now(), account_id=signed_in_account().id)
    flash(words, "success")
    return redirect(url_for("programme.talk_edit", event_slug=event.slug, talk_slug=talk_slug), 303)
