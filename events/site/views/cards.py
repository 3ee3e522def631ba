"""Pictures: a talk's for shared links, and the site's sign."""

from flask import Response
from flask.typing import ResponseReturnValue
from flask_babel import force_locale

from events.event.models import Event
from events.kit import clock
from events.kit.localised import in_language
from events.programme.models import Talk
from events.programme.queries import slots_of_talk
from events.site.caching import fresh, kept
from events.site.cards import Card, drawn
from events.site.finding import public_event, public_talk
from events.site.shown import main_showing, shown_talk
from events.site.views.blueprint import site


@site.get("/<event_slug>/talks/<talk_slug>/card.png")
def talk_card(event_slug: str, talk_slug: str) -> ResponseReturnValue:
    """In the event's language, whoever asks."""
    event = public_event(event_slug)
    talk = public_talk(event, talk_slug)
    picture = kept(("card", talk.id, event.revision, event.organisation.version), lambda: drawn(card_of(event, talk)))
    return fresh(Response(picture, mimetype="image/png"))


def card_of(event: Event, talk: Talk) -> Card:
    language = event.language
    with force_locale(language):
        main = main_showing([shown_talk(event, talk, slot, clock.now(), language) for slot in slots_of_talk(talk)])
    if main is None:
        return Card(in_language(talk.title, language), "", event.organisation.name)
    date = {name: main.tile[name] or "" for name in ("weekday", "figure", "month_year", "hour")}
    return Card(main.title.text, main.speakers, event.organisation.name, **date)
