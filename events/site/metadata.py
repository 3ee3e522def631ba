"""What search engines and shared links are told, as schema.org data (JSON-LD)."""

from collections.abc import Sequence
from typing import Any

from flask import url_for

from events.event.models import Event, Room
from events.kit.localised import in_language
from events.kit.markdown import as_plain
from events.kit.settings import absolute
from events.programme.models import ReleasedSlot, Talk
from events.programme.rules import SlotState
from events.site.shown import ShownSpeaker

Data = dict[str, Any]
ATTENDED = "https://schema.org/OfflineEventAttendanceMode"


def data_of_talk(event: Event, talk: Talk, slots: Sequence[ReleasedSlot], language: str) -> list[Data]:
    """One EducationEvent for each time of the talk."""
    return [_education_event(event, talk, slot, language) for slot in slots]


def _education_event(event: Event, talk: Talk, slot: ReleasedSlot, language: str) -> Data:
    address = absolute(url_for("site.talk", event_slug=event.slug, talk_slug=talk.slug))
    return {
        "@context": "https://schema.org",
        "@type": "EducationEvent",
        "@id": f"{address}#{slot.slot_id}",
        "url": address,
        "name": in_language(talk.title, language),
        "description": as_plain(in_language(talk.abstract, language)),
        "inLanguage": talk.language,
        "startDate": slot.starts_at.isoformat(),
        "endDate": slot.ends_at.isoformat(),
        **_status(slot),
        "eventAttendanceMode": ATTENDED,
        "image": absolute(url_for("site.talk_card", event_slug=event.slug, talk_slug=talk.slug)),
        "organizer": {"@type": "Organization", "name": event.organisation.name, "url": absolute("/")},
        "performer": [{"@type": "Person", "name": speaker.person.name} for speaker in talk.speakers],
        "superEvent": {"@type": "EventSeries", "name": in_language(event.title, language), "url": address_of(event)},
        **({"location": _place(slot.room)} if slot.room else {}),
    }


def _status(slot: ReleasedSlot) -> Data:
    """Cancelled, postponed, rescheduled (with its former date) or as planned."""
    if slot.state == SlotState.CONFIRMED and slot.postponed_from:
        return {
            "eventStatus": "https://schema.org/EventRescheduled",
            "previousStartDate": slot.postponed_from.isoformat(),
        }
    status = {SlotState.CANCELLED: "EventCancelled", SlotState.POSTPONED: "EventPostponed"}
    return {"eventStatus": f"https://schema.org/{status.get(SlotState(slot.state), 'EventScheduled')}"}


def data_of_event(event: Event, language: str) -> Data:
    """The season or congress as an EventSeries."""
    return {
        "@context": "https://schema.org",
        "@type": "EventSeries",
        "url": address_of(event),
        "name": in_language(event.title, language),
        "description": as_plain(in_language(event.description or event.subtitle, language)),
        "startDate": event.starts_on.isoformat(),
        "endDate": event.ends_on.isoformat(),
        "eventAttendanceMode": ATTENDED,
        "organizer": {"@type": "Organization", "name": event.organisation.name, "url": absolute("/")},
    }


def data_of_speaker(speaker: ShownSpeaker) -> Data:
    return {
        "@context": "https://schema.org",
        "@type": "Person",
        "name": speaker.name,
        "url": absolute(speaker.address),
        "description": as_plain(speaker.biography),
        **({"affiliation": speaker.affiliation} if speaker.affiliation else {}),
    }


def address_of(event: Event) -> str:
    return absolute(url_for("site.event", event_slug=event.slug))


def _place(room: Room) -> Data:
    venue = room.venue
    return {
        "@type": "Place",
        "name": ", ".join(dict.fromkeys((room.name, venue.name))),
        "address": {
            "@type": "PostalAddress",
            "streetAddress": venue.street,
            "postalCode": venue.postcode,
            "addressLocality": venue.town,
            "addressCountry": venue.country,
        },
    }
