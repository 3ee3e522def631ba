"""Passwords: argon2id with the parameters of RFC 9106 (low memory)."""

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

hasher = PasswordHasher()


def hash_password(password: str) -> str:
    return hasher.hash(password)


def is_password(stored: str | None, typed: str) -> bool:
    """Whether `typed` is the password; takes as long when there is none, so that time tells nothing."""
    try:
        return hasher.verify(stored or _nobodys(hasher), typed) and stored is not None
    except (VerificationError, InvalidHashError):
        return False


def is_outdated(stored: str) -> bool:
    """Whether the hash was made with weaker parameters than today's."""
    return hasher.check_needs_rehash(stored)


@cache
def _nobodys(used: PasswordHasher) -> str:
    return used.hash("the password of nobody")
