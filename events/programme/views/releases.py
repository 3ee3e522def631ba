"""What the next version of the timetable would change, and publishing it."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from events.event.access import event_page
from events.event.models import Event
from events.event.policies import can_edit_programme
from events.event.queries import rooms_of
from events.kit import clock
from events.people.access import signed_in_account
from events.programme import actions
from events.programme.forms import ReleaseForm
from events.programme.queries import (
    all_talks,
    audience_of,
    find_latest_release,
    pending_changes,
    speakers_reached,
)
from events.programme.views.blueprint import programme


@programme.get("/organise/<event_slug>/release")
@event_page(can_edit_programme)
def next_release(event: Event) -> ResponseReturnValue:
    return release_page(event, ReleaseForm(formdata=None))


@programme.post("/organise/<event_slug>/release")
@event_page(can_edit_programme)
def publish_release(event: Event) -> ResponseReturnValue:
    """Pressed twice, it makes one version."""
    form = ReleaseForm()
    if not form.validate():
        return release_page(event, form), 422
    who = signed_in_account().id
    version = actions.release(event, name=form.name.data or "", now=clock.now(), account_id=who)
    if version:
        flash(_("Version %(number)d of the timetable is public.", number=version.number), "success")
    else:
        flash(_("Nothing has changed since the latest version."))
    return redirect(url_for("programme.talks", event_slug=event.slug), 303)


def release_page(event: Event, form: ReleaseForm) -> str:
    """What changes, and whom that concerns: what is new or a detail is news to nobody."""
    changes = pending_changes(event.id)
    news = {change.talk_id for change in changes if change.talk_id and not change.is_detail and change.before}
    return render_template(
        "programme/release.html",
        event=event,
        form=form,
        latest=find_latest_release(event.id),
        changes=changes,
        audience=audience_of(news),
        speakers_told=speakers_reached(news),
        talks={talk.id: talk for talk in all_talks(event.id)},
        rooms={room.id: room.name for room in rooms_of(event.organisation_id)},
    )
