"""The settings of the running application."""

from typing import cast

from flask import current_app

from events.config import Settings


def settings() -> Settings:
    return cast("Settings", current_app.config["SETTINGS"])


def absolute(path: str) -> str:
    """The address of `path` (root-relative) for mails and papers: always below the configured base URL."""
    return settings().base_url + path
