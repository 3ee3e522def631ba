"""Links that need no stored secret, and codes that people read aloud."""

import base64
import hashlib
import hmac
import secrets

from events.kit.settings import settings

READABLE = "ABCDEFGHJKLMNPQRSTUVWXYZ234679"
"""30 signs; without 0 O 1 I, which people confuse, and 5 8, which look like S B."""

REFERENCE_LENGTH = 8


def new_reference() -> str:
    """8 random readable signs (39 bits): says which row a link means, opens nothing by itself."""
    return "".join(secrets.choice(READABLE) for _ in range(REFERENCE_LENGTH))


def new_secret() -> str:
    """128 random bits in lower-case base32 (26 signs), for tokens that are stored as they are."""
    return _base32(secrets.token_bytes(16))


def new_number() -> int:
    """Six random digits, the first not zero: what people say on the telephone."""
    return 100_000 + secrets.randbelow(900_000)


def link_token(kind: str, reference: str, generation: int) -> str:
    """The reference, then HMAC-SHA256(secret key, kind, reference, generation) cut to 128 bits."""
    return reference.lower() + _mac(settings().secret_keys[0], kind, reference, generation)


def reference_in(token: str) -> str:
    """Which row a token claims to be for; `is_link_token` says whether it may."""
    return token[:REFERENCE_LENGTH].upper()


def is_link_token(token: str, kind: str, reference: str, generation: int) -> bool:
    """Whether the token was made for this row and generation with one of the secret keys."""
    mac = token[REFERENCE_LENGTH:].lower().encode()
    keys = settings().secret_keys
    return any(hmac.compare_digest(_mac(key, kind, reference, generation).encode(), mac) for key in keys)


def keyed_mark(kind: str, text: str) -> str:
    """26 signs that say whether two texts are the same, and to nobody without our key what they are."""
    return _mac(settings().secret_keys[0], kind, text, 0)


def _mac(key: str, kind: str, reference: str, generation: int) -> str:
    message = f"{kind}\n{reference}\n{generation}".encode()
    return _base32(hmac.new(key.encode(), message, hashlib.sha256).digest()[:16])


def _base32(data: bytes) -> str:
    return base64.b32encode(data).decode().rstrip("=").lower()
