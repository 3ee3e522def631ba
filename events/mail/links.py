"""Links in mails: always below the configured base URL, their secrets made when the mail is rendered."""

from collections.abc import Callable
from typing import Any

from events.kit.settings import absolute
from events.kit.tokens import link_token

HIDDEN = "…"
PathMaker = Callable[..., str]
_makers: dict[str, PathMaker] = {}


def mail_link(maker: PathMaker) -> PathMaker:
    """Offers a function (plain values in, root-relative path with its secret out) to the templates of mails.

    Templates get the absolute address; kept copies show none of it.
    """
    _makers[maker.__name__] = maker
    return maker


def private_path(pattern: str, kind: str, reference: str, generation: int) -> str:
    """`pattern` ("/r/{token}/") with the token of a row."""
    return pattern.replace("{token}", link_token(kind, reference, generation))


def links(*, masked: bool) -> dict[str, Callable[..., str]]:
    """What templates call to make links; `masked` for copies that are kept or shown."""
    made: dict[str, Callable[..., str]] = {"absolute": absolute}
    made["private_link"] = _masked_private_link if masked else _private_link
    for name, maker in _makers.items():
        made[name] = _masked_link if masked else _absolute_link(maker)
    return made


def _private_link(pattern: str, kind: str, reference: str, generation: int) -> str:
    return absolute(private_path(pattern, kind, reference, generation))


def _masked_private_link(pattern: str, *_arguments: Any) -> str:
    return absolute(pattern.replace("{token}", HIDDEN))


def _absolute_link(maker: PathMaker) -> Callable[..., str]:
    return lambda *arguments: absolute(maker(*arguments))


def _masked_link(*_arguments: Any) -> str:
    return absolute(f"/{HIDDEN}")
