"""One page of a long list, with the addresses of those beside it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from urllib.parse import urlencode

from flask_babel import gettext as _

PAGE = 50
Item = TypeVar("Item")


@dataclass(frozen=True)
class Page(Generic[Item]):
    """`items` are the things (or their ids) shown; `first` is the place of the first of them, counted from 1, and
    `total` how many there are."""

    items: Sequence[Item]
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


def page_of(ids: Sequence[int], query: Any, size: int = PAGE) -> Page[int]:
    """The page of so many that the query's `page` asks for; a page that there isn't is the nearest one."""
    return page_found(len(ids), query, lambda limit, start: ids[start : start + limit], size)


def page_found(total: int, query: Any, find: Callable[[int, int], Sequence[Item]], size: int = PAGE) -> Page[Item]:
    """The same where only what is shown is read: `find` gets how many, and after how many others."""
    last = max((total - 1) // size, 0)
    number = min(max(_number(query.get("page")) - 1, 0), last)
    return Page(
        find(size, number * size),
        number * size + 1,
        total,
        _address(query, number) if number else None,
        _address(query, number + 2) if number < last else None,
    )


def _number(typed: str | None) -> int:
    return int(typed) if typed and typed.isascii() and typed.isdecimal() and len(typed) < 7 else 1


def _address(query: Mapping[str, str], number: int) -> str:
    kept = [(name, value) for name, value in query.items() if value and name not in {"page", "lang"}]
    return "?" + urlencode([*kept, ("page", number)])
