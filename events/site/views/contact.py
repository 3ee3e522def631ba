"""How to reach the organisation: telephone first, then a form that mails it."""

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from events.event.appointments import host_of
from events.event.models import Event
from events.extensions import limiter
from events.kit import clock
from events.kit.localised import in_language
from events.kit.tokens import new_secret
from events.site import actions
from events.site.context import organisation_of_page
from events.site.finding import public_event
from events.site.forms import ContactForm
from events.site.views.blueprint import site

LETTERS = "30 per hour"
"""From one network: a hall may share an address."""


@site.get("/contact")
@site.get("/<event_slug>/contact")
def contact(event_slug: str | None = None) -> ResponseReturnValue:
    event = public_event(event_slug) if event_slug else None
    return contact_page(event, ContactForm(formdata=None, key=new_secret()))


@site.post("/contact")
@site.post("/<event_slug>/contact")
@limiter.limit(LETTERS)
def write(event_slug: str | None = None) -> ResponseReturnValue:
    """Queues one mail to the organisation; a wrong form comes back as it was typed."""
    event = public_event(event_slug) if event_slug else None
    organisation = organisation_of_page()
    if organisation is None or not organisation.email:
        abort(404)
    form = ContactForm()
    if not form.validate():
        return contact_page(event, form), 422
    actions.write_to_organisation(
        organisation,
        name=form.name.data,
        email=form.email.data,
        message=form.message.data,
        about=in_language(event.title, organisation.language) if event else "",
        sender=host_of(organisation).address,
        key=form.key.data,
        now=clock.now(),
    )
    return redirect(url_for("site.contact", event_slug=event_slug, sent=1), 303)


def contact_page(event: Event | None, form: ContactForm) -> str:
    if organisation_of_page() is None:
        abort(404)
    return render_template("site/contact.html", event=event, form=form, is_sent="sent" in request.args)
