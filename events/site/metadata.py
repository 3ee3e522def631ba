"""What search engines and shared links are told, as schema.org data (JSON-LD)."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask import url_for

from events.event.models import Event, Room
from events.kit.localised import in_language
from events.kit.markdown import as_plain
from events.kit.settings import absolute
from events.programme.models import ReleasedSlot, Speaker, Talk
from events.programme.rules import SlotState
from events.site.shown_speakers import ShownSpeaker

Data = dict[str, Any]
ATTENDED = "https://schema.org/OfflineEventAttendanceMode"
NUMBER = r"\d+(?:[.,]\d{1,2})?"
PRICE = re.compile(rf"(?P<before>{NUMBER})\s*(?:€|euros?\b)|€\s*(?P<after>{NUMBER})", re.IGNORECASE)
FREE = re.compile(r"\b(gratuite?s?|entrée libre|free)\b", re.IGNORECASE)


def data_of_talk(event: Event, talk: Talk, slots: Sequence[ReleasedSlot], language: str) -> list[Data]:
    """One EducationEvent for each time of the talk."""
    return [_education_event(event, talk, slot, language) for slot in slots]


def _education_event(event: Event, talk: Talk, slot: ReleasedSlot, language: str) -> Data:
    address = absolute(url_for("site.talk", event_slug=event.slug, talk_slug=talk.slug))
    return {
        "@context": "https://schema.org",
        "@type": "EducationEvent",
        "@id": f"{address}#{slot.slot.guid}",
        "url": address,
        "name": in_language(talk.title, language),
        "description": as_plain(in_language(talk.abstract, language)),
        "inLanguage": talk.language,
        "startDate": _local(slot.starts_at, slot),
        "endDate": _local(slot.ends_at, slot),
        **({"doorTime": _local(slot.doors_at, slot)} if slot.doors_at else {}),
        **_status(slot),
        "eventAttendanceMode": ATTENDED,
        "image": absolute(url_for("site.talk_card", event_slug=event.slug, talk_slug=talk.slug)),
        "organizer": {"@type": "Organization", "name": event.organisation.name, "url": absolute("/")},
        "performer": [_performer(event, speaker) for speaker in talk.speakers],
        "superEvent": {"@type": "EventSeries", "name": in_language(event.title, language), "url": address_of(event)},
        **_admission(event, talk, address, language),
        **({"location": _place(slot.room)} if slot.room else {}),
    }


def _local(moment: datetime, slot: ReleasedSlot) -> str:
    """On the wall clock of the place, with its offset."""
    return moment.astimezone(ZoneInfo(slot.zone)).isoformat()


def _performer(event: Event, speaker: Speaker) -> Data:
    address = url_for("site.speaker", event_slug=event.slug, speaker_slug=speaker.slug)
    return {"@type": "Person", "name": speaker.person.name, "url": absolute(address)}


def _admission(event: Event, talk: Talk, address: str, language: str) -> Data:
    """An Offer at the first price that the admission names; free when it says so and names none."""
    words = in_language(talk.admission or event.admission, language)
    price = PRICE.search(words)
    if price is None and not FREE.search(words):
        return {}
    amount = (price["before"] or price["after"]).replace(",", ".") if price else "0"
    limit = talk.capacity.limit
    sold_out = limit is not None and talk.capacity.taken + talk.capacity.kept >= limit
    offer = {
        "@type": "Offer",
        "price": amount,
        "priceCurrency": "EUR",
        "availability": f"https://schema.org/{'SoldOut' if sold_out else 'InStock'}",
        "url": address,
    }
    return {"isAccessibleForFree": float(amount) == 0, "offers": offer}


def _status(slot: ReleasedSlot) -> Data:
    """Cancelled, postponed, rescheduled (with its former date) or as planned."""
    if slot.state == SlotState.CONFIRMED and slot.postponed_from:
        return {
            "eventStatus": "https://schema.org/EventRescheduled",
            "previousStartDate": _local(slot.postponed_from, slot),
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
        **({"jobTitle": speaker.affiliation} if speaker.affiliation else {}),
        **({"image": absolute(speaker.picture)} if speaker.picture else {}),
        **({"sameAs": speaker.website} if speaker.website else {}),
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
