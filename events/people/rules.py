"""Words of roles, how long sessions and links last, and which addresses a sign-in may lead to."""

from datetime import timedelta
from enum import StrEnum
from urllib.parse import unquote

NAME_LENGTH = 200
"""Characters of a name that are kept."""

PASSWORD_LENGTH = 12
"""Characters a password has at least; there are no rules about what it is composed of."""

LONGEST_PASSWORD = 200
"""Longer ones are refused, since hashing costs time."""

SESSION_LIFE = timedelta(days=30)
"""A signed-in browser must sign in again after this."""

RESET_LIFE = timedelta(hours=3)
"""How long a mailed link to a new password works."""


PARTICLES = frozenset(["Le", "La", "Les", "Du", "Des", "De", "Van", "Von", "Vanden", "Den", "Der", "El", "Ben", "Mac"])
"""Words that begin a family name when they are capitalised."""


class MembershipRole(StrEnum):
    ORGANISER = "organiser"


def family_name(name: str) -> str:
    """What a person is looked up by: the last word, with the capitalised particles before it (“Le Bihan”).

    Small ones don't count (“Charles de Gaulle” stands under G).
    """
    words = name.split()
    start = max(len(words) - 1, 0)
    while start > 1 and words[start - 1] in PARTICLES:
        start -= 1
    return " ".join(words[start:])


def account_email(text: str) -> str:
    """The one spelling under which an account's e-mail is kept and found."""
    return text.strip().lower()


def local_path(target: str | None) -> str | None:
    """`target` when it is a path of this site, else None.

    Browsers read a backslash as a slash and skip control characters; proxies may decode %2f. Whatever
    could thus become another host is refused.
    """
    if not target or not target.startswith("/") or "\\" in target or any(char <= " " for char in target):
        return None
    decoded = "".join(char for char in unquote(target) if char > " ")
    return None if decoded.startswith(("//", "/\\")) else target
