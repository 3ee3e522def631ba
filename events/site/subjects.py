"""Talks on one subject, in whatever event they are or were, and what remains of a talk."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import groupby
from urllib.parse import urlsplit

from flask import url_for
from flask_babel import format_decimal, ngettext
from flask_babel import gettext as _

from events.event.models import Event
from events.programme.models import ReleasedSlot, Talk, TalkMaterial
from events.programme.queries.content import public_slots_about
from events.programme.rules import MaterialKind
from events.site.shown import ShownTalk, main_showing, shown_talk, words

MOST = 5
"""Talks named on the page of another."""

MEGABYTE = 1_000_000


def on_the_same(talk: Talk, now: datetime, language: str) -> list[ShownTalk]:
    """Up to five other public talks that share a subject: those ahead, the recorded ones, then the latest."""
    subject_ids = [subject.id for subject in talk.subjects]
    slots = public_slots_about(subject_ids) if subject_ids else []
    ahead, past = ahead_and_past((slot for slot in slots if slot.talk_id != talk.id), now, language)
    return [*ahead, *sorted(past, key=lambda one: not one.remains)][:MOST]


def ahead_and_past(
    slots: Iterable[ReleasedSlot], now: datetime, language: str
) -> tuple[list[ShownTalk], list[ShownTalk]]:
    """Each talk once, without those that don't take place: the next first; then what is over, the latest first."""
    by_talk = groupby(sorted(slots, key=_talk_id), key=_talk_id)
    main = [main_showing(_showings(theirs, now, language)) for _id, theirs in by_talk]
    shown = sorted((one for one in main if one and one.takes_place), key=lambda one: one.starts_at)
    return [one for one in shown if not one.is_over], [one for one in reversed(shown) if one.is_over]


def _talk_id(slot: ReleasedSlot) -> int:
    return slot.talk_id or 0


def _showings(slots: Iterable[ReleasedSlot], now: datetime, language: str) -> list[ShownTalk]:
    return [shown_talk(slot.talk.event, slot.talk, slot, now, language) for slot in slots if slot.talk]


def subject_links(talk: Talk, language: str) -> list[tuple[str, str]]:
    """Rows of (name, address)."""
    return [
        (words(subject.name, language).text, url_for("site.subject", subject_slug=subject.slug))
        for subject in talk.subjects
    ]


def remains_of(event: Event, talk: Talk, language: str) -> list[tuple[str, str, str]]:
    """Rows of the macro link_list: slides, recordings, documents, links."""
    return [_row(event, talk, material, language) for material in talk.materials]


def _row(event: Event, talk: Talk, material: TalkMaterial, language: str) -> tuple[str, str, str]:
    names = {
        MaterialKind.SLIDES: _("Slides"),
        MaterialKind.RECORDING: _("Recording"),
        MaterialKind.DOCUMENT: _("Document"),
        MaterialKind.LINK: _("Link"),
    }
    kind = names[MaterialKind(material.kind)]
    title = words(material.title, language).text
    note = [kind] if title else []
    return title or kind, _address(event, talk, material), ", ".join([*note, *_details(material)])


def _address(event: Event, talk: Talk, material: TalkMaterial) -> str:
    if not material.file:
        return material.url
    return url_for("site.talk_file", event_slug=event.slug, talk_slug=talk.slug, file=material.file)


def _details(material: TalkMaterial) -> Sequence[str]:
    """How long, of what kind and size, on which site."""
    if material.file:
        return [_("PDF, %(size)s", size=megabytes(material.size or 0))]
    length = [length_in_words(material.minutes)] if material.minutes else []
    return [*length, _("on %(site)s", site=urlsplit(material.url).hostname)]


def length_in_words(minutes: int) -> str:
    """« 1 h 12 », « 45 minutes »."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return ngettext("%(num)s minute", "%(num)s minutes", rest)
    return _("%(hours)d h %(minutes)02d", hours=hours, minutes=rest) if rest else _("%(hours)d h", hours=hours)


def megabytes(size: int) -> str:
    """« 2,4 Mo »."""
    return _("%(number)s MB", number=format_decimal(max(0.1, round(size / MEGABYTE, 1))))
