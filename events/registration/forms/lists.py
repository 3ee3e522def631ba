"""How organisers narrow the list of who is registered."""

from collections.abc import Iterable
from typing import Any

from flask import abort
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField
from wtforms.fields.choices import SelectChoice

from events.kit.fields import LineField
from events.kit.forms import Form
from events.kit.localised import in_language
from events.programme.models import Talk
from events.registration.queries.lists import Wanted
from events.registration.rules import SeatState, Source

STATES = {
    SeatState.CONFIRMED: _l("reserved"),
    SeatState.WAITING: _l("waiting"),
    SeatState.OFFERED: _l("offered"),
    SeatState.CANCELLED: _l("given back"),
}
SOURCES = {Source.WEB: _l("the site"), Source.PHONE: _l("telephone"), Source.DESK: _l("desk")}


class ListForm(Form):
    """Sent by GET: it changes nothing, so it carries no token."""

    class Meta(Form.Meta):
        csrf = False

    q = LineField(_l("Name, e-mail, telephone or number"), longest=100)
    talk = SelectField(_l("Talk"), validate_choice=False)
    state = SelectField(
        _l("State"),
        choices=[SelectChoice("", _l("all")), *(SelectChoice(*pair) for pair in STATES.items())],
        validate_choice=False,
    )
    source = SelectField(
        _l("Received by"),
        choices=[SelectChoice("", _l("all")), *(SelectChoice(*pair) for pair in SOURCES.items())],
        validate_choice=False,
    )
    without_email = BooleanField(_l("Only people without e-mail"))

    chosen_talk: Talk | None = None

    @classmethod
    def of(cls, talks: Iterable[Talk], query: Any, language: str) -> "ListForm":
        """A talk that nobody claimed, or of another event, is not found (404)."""
        form = cls(formdata=query)
        by_slug = {talk.slug: talk for talk in talks}
        names = [SelectChoice(slug, in_language(talk.title, language)) for slug, talk in by_slug.items()]
        form.talk.choices = [SelectChoice("", _l("All talks")), *names]
        if form.talk.data:
            form.chosen_talk = by_slug.get(form.talk.data) or abort(404)
        return form

    def wanted(self) -> Wanted:
        """What can't be understood narrows nothing."""
        return Wanted(
            words=(self.q.data or "")[:100],
            talk_id=self.chosen_talk.id if self.chosen_talk else None,
            state=SeatState(self.state.data) if self.state.data in set(SeatState) else None,
            source=Source(self.source.data) if self.source.data in set(Source) else None,
            without_email=bool(self.without_email.data),
        )
