"""When somebody else saved the same thing meanwhile: what both of them wrote, side by side."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from events.kit.forms import Form


@dataclass(frozen=True)
class Difference:
    """One field whose stored text is no longer what the form says."""

    label: str
    field_id: str
    stored: str
    typed: str


def differences(form: Form, stored: Mapping[str, Any]) -> list[Difference]:
    """The fields of `form` that differ from what is `stored` now (data by field name), in the form's order."""
    pairs = ((field, as_words(stored[field.name])) for field in form if field.name in stored)
    return [
        Difference(str(field.label.text), field.id, words, as_words(field.data))
        for field, words in pairs
        if words != as_words(field.data)
    ]


def as_words(value: Any) -> str:
    return "" if value is None else str(value)
