"""Registering, and finding one's page again."""

import hashlib
from collections.abc import Sequence

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from events.event.context import use_event
from events.event.models import Event
from events.event.queries import find_public_event
from events.event.rules import EventKind
from events.extensions import limiter
from events.kit import clock
from events.kit.errors import Refused
from events.kit.languages import current_language
from events.kit.tokens import link_token
from events.programme.models import ReleasedSlot, Talk
from events.registration.actions import ask_for_links, register
from events.registration.forms import LostLinkForm, RegistrationForm
from events.registration.models import Registration
from events.registration.policies import claims_the_event, is_open
from events.registration.queries import PAGE_LINK, bookable_slots
from events.registration.rules import Source
from events.registration.shown_terms import entry_of
from events.registration.views.base import blueprint
from events.registration.views.shown import talk_lines, title_in_words
from events.registration.words import NEWSLETTER_HINT

SHOWN_AT_FIRST = 6
NAMED_AT_MOST = 100


@blueprint.route("/<event_slug>/register", endpoint="register", methods=["GET", "POST"])
@limiter.limit("300/minute", methods=["POST"])
def register_page(event_slug: str) -> ResponseReturnValue:
    """The form; its POST answers 303 to the registration's own page."""
    event = find_public_event(event_slug) or abort(404)
    use_event(event)
    now = clock.now()
    if not is_open(event, now):
        return _page("registration/closed.html", event, 409 if request.method == "POST" else 200)
    slots = bookable_slots(event, now, _named_talks(event))
    form = make_form(RegistrationForm, event, slots)
    if request.method == "GET":
        entry = entry_of(event, slots, now, current_language())
        if not entry.is_open:
            return _page("registration/closed.html", event, 200, entry=entry)
        form.talks.data = [slug for slug in request.args.getlist("talk") if slug in _talk_ids(entry.slots)]
    elif form.validate_on_submit():
        return _register(event, form, slots)
    return show_form(event, form, slots, 422 if request.method == "POST" else 200)


@blueprint.route("/my-seats", methods=["GET", "POST"])
@limiter.limit("60/minute", methods=["POST"])
def my_seats() -> ResponseReturnValue:
    """Mails the links of all registrations made with an address; the same answer, as soon, for unknown ones."""
    form = LostLinkForm()
    if form.validate_on_submit():
        ask_for_links(form.email.data, current_language(), now=clock.now())
        return render_template("registration/my_seats_sent.html", address=form.email.data)
    return render_template("registration/my_seats.html", form=form), 422 if request.method == "POST" else 200


def make_form(kind: type[RegistrationForm], event: Event, slots: Sequence[ReleasedSlot]) -> RegistrationForm:
    """The form with the talks that can be chosen; a single event's only talk needs no tick."""
    form = kind()
    talks = [slot.talk for slot in slots if slot.talk]
    form.talks.choices = _choices(slots)
    form.needs_talk = not claims_the_event(event)
    if request.method == "POST" and event.kind == EventKind.SINGLE and len(talks) == 1:
        form.talks.data = [talks[0].slug]
    return form


def show_form(event: Event, form: RegistrationForm, slots: Sequence[ReleasedSlot], status: int) -> ResponseReturnValue:
    now = clock.now()
    if request.method == "POST":  # what was sent was looked at with what it names alone
        slots = bookable_slots(event, now)
    entry = entry_of(event, slots, now, current_language())
    form.talks.choices = _choices(entry.slots)
    shown = [slot for number, slot in enumerate(entry.slots) if _is_offered(event, form, slot, number)]
    lines = talk_lines(shown, current_language())
    form.talks.choices = [choice for choice in form.talks.choices if choice[0] in lines]
    return _page(
        "registration/register.html",
        event,
        status,
        form=form,
        lines=lines,
        hidden=0 if claims_the_event(event) else len(entry.slots) - len(shown),
        entry=entry,
    )


def _is_offered(event: Event, form: RegistrationForm, slot: ReleasedSlot, number: int) -> bool:
    """In a congress only what has seats of its own is ticked; a long season shows its next talks first."""
    if slot.talk is None or slot.talk.slug in (form.talks.data or ()):
        return slot.talk is not None
    if claims_the_event(event):
        return slot.talk.capacity.limit is not None
    return bool(request.args.get("all")) or request.method == "POST" or number < SHOWN_AT_FIRST


def own_page_address(registration: Registration) -> str:
    """Her page with the confirmation on top."""
    token = link_token(PAGE_LINK, registration.reference, registration.link_generation)
    return url_for("registration.own_page", token=token, new=1)


def _register(event: Event, form: RegistrationForm, slots: Sequence[ReleasedSlot]) -> ResponseReturnValue:
    claim = form.claim(_talk_ids(slots), current_language(), Source.WEB)
    try:
        registration = register(event, claim, now=clock.now(), idempotency_key=_idempotency_key())
    except Refused as refused:
        form.form_errors.append(str(refused))
        return show_form(event, form, slots, 409)
    return redirect(own_page_address(registration), 303)


def _idempotency_key() -> str:
    """The same form sent twice (double click, refresh, back) is the same act: its token and all that was typed."""
    typed = sorted((name, *values) for name, values in request.form.lists())
    return hashlib.sha256(repr((request.path, typed)).encode(errors="replace")).hexdigest()


def _named_talks(event: Event) -> list[str]:
    """The slugs that a POST names, where only these talks need to be read; a single event's talk isn't named."""
    slugs = request.form.getlist("talks")
    are_plain = len(slugs) <= NAMED_AT_MOST and all(slug.isascii() and slug.isprintable() for slug in slugs)
    return slugs if are_plain and event.kind != EventKind.SINGLE else []


def _choices(slots: Sequence[ReleasedSlot]) -> list[tuple[str, str]]:
    talks = [slot.talk for slot in slots if slot.talk]
    return [(talk.slug, title_in_words(talk, current_language())) for talk in talks]


def _talk_ids(slots: Sequence[ReleasedSlot]) -> dict[str, int]:
    talks: list[Talk] = [slot.talk for slot in slots if slot.talk]
    return {talk.slug: talk.id for talk in talks}


def _page(template: str, event: Event, status: int, **more: object) -> ResponseReturnValue:
    return render_template(template, event=event, newsletter_hint=NEWSLETTER_HINT, **more), status
