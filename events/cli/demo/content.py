"""The demonstration's texts, read from the TOML files beside this one."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from events.kit.text import clean_text

FOLDER = Path(__file__).parent / "content"


@cache
def content(name: str) -> dict[str, Any]:
    """The tables of one file, with texts as clean as a form would leave them."""
    return {key: _clean(value) for key, value in tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8")).items()}


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, dict):
        return {key: _clean(item) for key, item in value.items()}
    return [_clean(item) for item in value] if isinstance(value, list) else value
