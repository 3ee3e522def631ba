"""Addresses of static files that change with their content, so that browsers may keep them for a year."""

import hashlib
from functools import lru_cache
from pathlib import Path

from flask import Flask, current_app

YEAR = 31_536_000


def static_url(path: str) -> str:
    """`/static/<path>?v=<hash>`. Raises FileNotFoundError for a file that isn't there."""
    file = Path(str(current_app.static_folder)) / path
    return f"{current_app.static_url_path}/{path}?v={_hash_of(file, file.stat().st_mtime_ns)}"


@lru_cache(maxsize=256)
def _hash_of(file: Path, _changed: int) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()[:12]


def init_static(app: Flask) -> None:
    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = YEAR
    app.jinja_env.globals["static_url"] = static_url
