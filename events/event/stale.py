"""Two people edited one thing: the second sees both texts, and nothing is overwritten unseen."""

from collections.abc import Iterable, Mapping
from typing import Any

from events.kit.forms import Form

SILENT = {"version", "slot_version", "csrf_token", "submit"}


def differences(typed: Form, stored: Form) -> list[tuple[str, str, str]]:
    """(label, what is stored now, what was typed) of each field in which they differ."""
    names = [field.short_name for field in typed if field.short_name not in SILENT]
    pairs = [(typed[name], stored[name]) for name in names if name in stored]
    return [(str(mine.label.text), _words(theirs), _words(mine)) for mine, theirs in pairs if _differ(mine, theirs)]


def _differ(mine: Any, theirs: Any) -> bool:
    return bool((mine.data or None) != (theirs.data or None)) and _words(mine) != _words(theirs)


def _words(field: Any) -> str:
    choices = getattr(field, "choices", None)
    if choices:
        return str(_labels(choices).get(str(field.data), ""))
    if isinstance(field.data, list):
        return ", ".join(str(item) for item in field.data)
    return str(field._value()) if hasattr(field, "_value") else str(field.data or "")


def _labels(choices: Iterable[Any]) -> Mapping[str, Any]:
    return {str(choice.value): choice.label for choice in choices}
