"""A speaker, and pictures, as public pages show them."""

from dataclasses import dataclass

from flask import url_for

from events.event.models import Event
from events.people.models import Picture
from events.programme.models import Speaker
from events.site.shown import words


@dataclass(frozen=True)
class ShownSpeaker:
    """`picture` is an address or ''; `biography` is Markdown."""

    name: str
    address: str
    affiliation: str
    biography: str
    website: str
    picture: str


def shown_speaker(event: Event, speaker: Speaker, language: str) -> ShownSpeaker:
    profile = speaker.person.profile
    return ShownSpeaker(
        name=speaker.person.name,
        address=url_for("site.speaker", event_slug=event.slug, speaker_slug=speaker.slug),
        affiliation=words(profile.affiliation, language).text if profile else "",
        biography=words(profile.biography, language).text if profile else "",
        website=profile.website if profile else "",
        picture=picture_address(profile.picture) if profile else "",
    )


def picture_address(picture: Picture | None) -> str:
    return url_for("people.picture", file=picture.file) if picture else ""
