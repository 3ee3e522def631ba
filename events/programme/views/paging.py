"""One page of a long list, with the addresses of those beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from flask_babel import gettext as _

PAGE = 50


@dataclass(frozen=True)
class Page:
    """`items` are the ids shown, `first` the place of the first of them counted from 1, `total` how many there are."""

    items: Sequence[int]
    first: int
    total: int
    previous: str | None
    next: str | None

    @property
    def words(self) -> str:
        last = self.first + len(self.items) - 1
        return _("%(first)d to %(last)d of %(total)d", first=self.first, last=last, total=self.total)

    @property
    def is_all(self) -> bool:
        return len(self.items) == self.total


def page_of(ids: Sequence[int], query: Any, size: int = PAGE) -> Page:
    """The page of so many that the query's `page` asks for; a page that there isn't is the nearest one."""
    last = max((len(ids) - 1) // size, 0)
    number = min(max(_number(query.get("page")) - 1, 0), last)
    items = ids[number * size : (number + 1) * size]
    return Page(
        items,
        number * size + 1,
        len(ids),
        _address(query, number) if number else None,
        _address(query, number + 2) if number < last else None,
    )


def _number(typed: str | None) -> int:
    return int(typed) if typed and typed.isascii() and typed.isdecimal() and len(typed) < 7 else 1


def _address(query: Mapping[str, str], number: int) -> str:
    kept = [(name, value) for name, value in query.items() if value and name not in {"page", "lang"}]
    return "?" + urlencode([*kept, ("page", number)])
