"""Schedules that organisers sent and haven't confirmed yet: kept an hour, for the one person and the one event.

A file's name on the disk holds both, so that nobody else's address finds it. Beside it stands what its columns mean and
what importing it would do, as a rehearsal found out.
"""

import json
import os
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from events.kit.tokens import new_secret
from events.people.actions.pictures import uploads

KEPT_FOR = timedelta(hours=1)
_REFERENCE = re.compile(r"[a-z2-7]{26}")


@dataclass(frozen=True)
class Upload:
    """Where a file is kept; `reference` is the random part of its address."""

    reference: str
    file: Path

    @property
    def content(self) -> bytes:
        return self.file.read_bytes()

    @property
    def is_used(self) -> bool:
        """Whether it has been imported: then only its name is left, for who presses twice."""
        return self.file.stat().st_size == 0

    @property
    def _beside(self) -> Path:
        return self.file.with_suffix(".json")

    def note(self, findings: "Findings") -> None:
        self._beside.write_text(json.dumps(asdict(findings), ensure_ascii=False))

    @property
    def findings(self) -> "Findings | None":
        """What was noted; None before."""
        try:
            return Findings(**json.loads(self._beside.read_text()))
        except FileNotFoundError:
            return None


@dataclass(frozen=True)
class Findings:
    """What a file was read as: its sheet and columns by field (None for other files), and what importing it would do.

    `lines` are rows of mark and words; `talks` of title, ISO beginnings, room and names.
    """

    sheet: int | None
    columns: Mapping[str, int]
    complete: bool
    numbers: Mapping[str, int] = field(default_factory=dict)
    lines: list[list[str]] = field(default_factory=list)
    talks: list[list[Any]] = field(default_factory=list)


def keep_upload(event_id: int, account_id: int, content: bytes, *, now: datetime) -> Upload:
    """Keep a file under a new random name; older ones whose hour is over go."""
    drop_old_uploads(now=now)
    reference = new_secret()
    folder = _folder()
    folder.mkdir(parents=True, exist_ok=True)
    upload = Upload(reference, folder / _name(event_id, account_id, reference))
    upload.file.write_bytes(content)
    os.utime(upload.file, (now.timestamp(), now.timestamp()))
    return upload


def find_upload(event_id: int, account_id: int, reference: str, *, now: datetime) -> Upload | None:
    """The file of this person for this event, within its hour."""
    if not _REFERENCE.fullmatch(reference):
        return None
    upload = Upload(reference, _folder() / _name(event_id, account_id, reference))
    return upload if upload.file.exists() and not _is_over(upload.file, now) else None


def use_upload(upload: Upload) -> None:
    """Forget what is in it; its empty file stays for the rest of the hour."""
    stat = upload.file.stat()
    upload.file.write_bytes(b"")
    os.utime(upload.file, (stat.st_mtime, stat.st_mtime))
    upload.file.with_suffix(".json").unlink(missing_ok=True)


def drop_upload(upload: Upload) -> None:
    for file in (upload.file, upload.file.with_suffix(".json")):
        file.unlink(missing_ok=True)


def drop_old_uploads(*, now: datetime) -> None:
    for file in _folder().glob("*.upload"):
        if _is_over(file, now):
            drop_upload(Upload("", file))


def _folder() -> Path:
    return uploads() / "schedules"


def _name(event_id: int, account_id: int, reference: str) -> str:
    return f"{event_id}-{account_id}-{reference}.upload"


def _is_over(file: Path, now: datetime) -> bool:
    return now.timestamp() - file.stat().st_mtime > KEPT_FOR.total_seconds()
