"""Where a process keeps what it was asked for most recently."""

from collections import OrderedDict
from threading import Lock
from typing import Any, Generic, TypeVar

Kept = TypeVar("Kept")
Key = tuple[Any, ...]


class Shelf(Generic[Kept]):
    """So many things at most; what nobody asked for the longest goes first."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.things: OrderedDict[Key, Kept] = OrderedDict()
        self.lock = Lock()

    def find(self, key: Key) -> Kept | None:
        with self.lock:
            if key in self.things:
                self.things.move_to_end(key)
            return self.things.get(key)

    def keep(self, key: Key, thing: Kept) -> None:
        with self.lock:
            self.things[key] = thing
            while len(self.things) > self.size:
                self.things.popitem(last=False)
