"""What remains of a talk: links, and PDF files, kept as they came under random names and only given away to keep."""

import os
from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from events.activity.actions import note
from events.event.actions import lock_event, raise_revision
from events.extensions import LocalisedText, db
from events.kit.database import take_version
from events.kit.errors import Refused
from events.kit.tokens import new_secret
from events.kit.transaction import transaction
from events.people.actions.pictures import uploads
from events.programme.models import Talk, TalkMaterial
from events.programme.rules import MaterialKind

LARGEST = 20 * 1024 * 1024
"""Bytes of a PDF."""


@dataclass(frozen=True)
class MaterialDetails:
    """A link has its `url` (https); a kept file needs none. `minutes` is how long a recording lasts."""

    kind: MaterialKind
    title: LocalisedText = field(default_factory=dict)
    url: str = ""
    minutes: int | None = None


class NotAPdf(Refused):
    def __init__(self) -> None:
        super().__init__(_l("This file is not a whole PDF: please save the slides as PDF and send that."))


class TooLarge(Refused):
    def __init__(self) -> None:
        super().__init__(_l("This PDF is too large: please send one of at most 20 MB."))


def add_material(
    talk: Talk,
    details: MaterialDetails,
    pdf: BinaryIO | None = None,
    *,
    now: datetime,
    speaker_id: int | None = None,
    account_id: int | None = None,
) -> TalkMaterial:
    """The last of the talk. Raises NotAPdf, TooLarge."""
    kept = {"url": "", **_kept(pdf)} if pdf else {}
    with transaction():
        lock_event(talk.event)
        position = max((one.position for one in talk.materials), default=-1) + 1
        material = TalkMaterial(
            talk_id=talk.id, position=position, speaker_id=speaker_id, **{**asdict(details), **kept}
        )
        db.session.add(material)
        db.session.flush()
        _note("added", talk, now, account_id)
    return material


def edit_material(
    material: TalkMaterial,
    version: int,
    details: MaterialDetails,
    pdf: BinaryIO | None = None,
    *,
    now: datetime,
    account_id: int | None = None,
) -> None:
    """With a PDF that one is given from now on, with a url that one; with neither the file stays.

    Raises kit.database.Stale, NotAPdf, TooLarge.
    """
    before = material.file
    kept = {"url": "", **_kept(pdf)} if pdf else {"file": None, "size": None} if details.url else {}
    with transaction():
        db.session.refresh(material, with_for_update={"of": TalkMaterial})
        take_version(material, version)
        for name, value in {**asdict(details), **kept}.items():
            setattr(material, name, value)
        _note("edited", material.talk, now, account_id)
    if before and before != material.file:
        forget_files([before])


def move_material(material: TalkMaterial, places: int, *, now: datetime, account_id: int | None = None) -> None:
    """Up (-1) or down (1) in the order; at an end it stays."""
    with transaction():
        lock_event(material.talk.event)
        everything = sorted(material.talk.materials, key=lambda one: (one.position, one.id))
        place = everything.index(material)
        everything.remove(material)
        everything.insert(max(0, place + places), material)
        for position, one in enumerate(everything):
            one.position = position
        _note("moved", material.talk, now, account_id)


def delete_material(material: TalkMaterial, *, now: datetime, account_id: int | None = None) -> None:
    """And its file."""
    file = material.file
    with transaction():
        _note("deleted", material.talk, now, account_id)
        db.session.delete(material)
    forget_files([file] if file else [])


def files_of(talk_ids: Collection[int]) -> list[str]:
    """The names of these talks' kept files."""
    kept = select(TalkMaterial.file).where(TalkMaterial.talk_id.in_(talk_ids), TalkMaterial.file.is_not(None))
    return [file for file in db.session.scalars(kept) if file]


def forget_files(files: Iterable[str]) -> None:
    for file in files:
        (documents() / file).unlink(missing_ok=True)


def documents() -> Path:
    """The folder of the kept files: inside the uploads, out of reach of the pictures' address."""
    return uploads() / "documents"


def _kept(stream: BinaryIO) -> dict[str, str | int]:
    """A PDF by its first and last bytes (ISO 32000-1, 7.5.2 and 7.5.5), whatever its name says."""
    size = stream.seek(0, os.SEEK_END)
    if size > LARGEST:
        raise TooLarge
    stream.seek(0)
    content = stream.read()
    if not content.startswith(b"%PDF-") or b"%%EOF" not in content[-1024:]:
        raise NotAPdf
    documents().mkdir(parents=True, exist_ok=True)
    file = f"{new_secret()}.pdf"
    (documents() / file).write_bytes(content)
    return {"file": file, "size": size}


def _note(verb: str, talk: Talk, now: datetime, account_id: int | None) -> None:
    raise_revision(talk.event_id)
    note(f"material {verb}", f"talk:{talk.id}", now=now, account_id=account_id, event_key=f"event:{talk.event_id}")
    db.session.expire(talk, ["materials"])
