"""The code of the first start: whoever reads it on the server may set the installation up."""

import hmac
import os
from pathlib import Path

from events.kit.settings import settings
from events.kit.tokens import new_reference

GROUP = 4


def set_up_code() -> str:
    """The code in groups, as XXXX-XXXX-XXXX-XXXX; made and kept in the instance at the first call."""
    file = _file()
    if not file.exists():
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as stream:
            stream.write(new_reference() + new_reference() + "\n")
    code = file.read_text().strip()
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def is_set_up_code(typed: str) -> bool:
    """Whether somebody typed the code; groups, spaces and small letters don't matter."""
    if not _file().exists():
        return False
    return hmac.compare_digest(_signs(typed).encode(), _signs(set_up_code()).encode())


def forget_set_up_code() -> None:
    _file().unlink(missing_ok=True)


def _file() -> Path:
    return settings().instance / "set-up-code"


def _signs(text: str) -> str:
    return "".join(char for char in text.upper() if char.isalnum())
