"""Links and attachments of a file, as the talk's materials. What was added here stays; the same address is one."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import insert, select

from events.event.models import Event
from events.extensions import db
from events.kit.localised import in_language
from events.programme.exchange.report import Report
from events.programme.exchange.shape import FiledTalk, Link
from events.programme.models import Talk, TalkMaterial
from events.programme.rules import MaterialKind

ATTACHED = frozenset([MaterialKind.SLIDES, MaterialKind.DOCUMENT])
Known = dict[tuple[str, bool], TalkMaterial]
"""A talk's materials by address, and whether they are attachments."""

VIDEO = ("video", "recording", "vidéo", "captation", "enregistrement")


def import_materials(event: Event, talks: Sequence[FiledTalk], ids: Mapping[str, int], report: Report) -> None:
    """New ones after those that stand there; a changed title is renewed."""
    standing = _standing(event.id)
    rows: list[dict[str, Any]] = []
    for filed in talks:
        known = standing.get(ids[filed.key], {})
        rows += _new_rows(event, filed, ids[filed.key], known, report)
    if rows:
        db.session.execute(insert(TalkMaterial), rows)
        report.done(_l("New links and attachments: %(number)d.", number=len(rows)))


def _standing(event_id: int) -> dict[int, Known]:
    query = select(TalkMaterial).join(Talk, Talk.id == TalkMaterial.talk_id).where(Talk.event_id == event_id)
    found: dict[int, Known] = {}
    for material in db.session.scalars(query):
        found.setdefault(material.talk_id, {})[material.url, material.kind in ATTACHED] = material
    return found


def _new_rows(event: Event, filed: FiledTalk, talk_id: int, known: Known, report: Report) -> Iterator[dict[str, Any]]:
    for position, (link, kind) in enumerate(_kinds(filed), start=len(known)):
        title = {event.language: link.title} if link.title else {}
        if material := known.get((link.url, kind in ATTACHED)):
            if title and material.title.get(event.language) != link.title:
                material.title = {**material.title, **title}
                report.done(_l("A link has another title."), in_language(dict(filed.title), event.language))
            continue
        yield {
            "talk_id": talk_id,
            "kind": kind,
            "word": link.kind,
            "title": title,
            "url": link.url,
            "position": position,
        }


def _kinds(filed: FiledTalk) -> Iterable[tuple[Link, MaterialKind]]:
    """A link, or a recording by what it is called; then the attachments."""
    for link in filed.links:
        named = f"{link.kind} {link.title}".casefold()
        yield link, MaterialKind.RECORDING if named.strip().startswith(VIDEO) else MaterialKind.LINK
    for link in filed.attachments:
        yield link, MaterialKind.SLIDES if link.kind in {"", "slides"} else MaterialKind.DOCUMENT
