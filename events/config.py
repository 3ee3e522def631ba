"""Settings, read once from the environment (EVENTS_*) and a `.env` file; wrong ones refuse to start."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from click import ClickException

LOOPBACK = {"127.0.0.1", "localhost", "::1"}


class WrongSetting(ClickException, ValueError):
    """A setting that cannot be used; the message is one sentence, which commands print as it is."""


@dataclass(frozen=True)
class Settings:
    """All that can be chosen from outside. URLs carry no trailing slash; `now` is an aware datetime."""

    instance: Path
    database_url: str
    jobs_url: str
    limits_url: str
    base_url: str
    secret_keys: tuple[str, ...]
    mail_url: str
    mail_from: str
    reply_domain: str
    trusted_hosts: tuple[str, ...]
    proxies: int
    proposal_seconds: int
    now: datetime | None

    @property
    def base_host(self) -> str:
        return urlsplit(self.base_url).hostname or ""

    @property
    def base_is_loopback(self) -> bool:
        return self.base_host in LOOPBACK

    @property
    def base_is_https(self) -> bool:
        return self.base_url.startswith("https://")


def read_settings(environ: Mapping[str, str] = os.environ) -> Settings:
    """Settings from EVENTS_* in `environ`. Raises WrongSetting with one clear sentence."""
    instance = Path(environ.get("EVENTS_INSTANCE", "instance")).resolve()
    base_url = _base_url(environ)
    settings = Settings(
        instance=_writable_folder(instance),
        database_url=_database_url(environ.get("EVENTS_DATABASE_URL", ""), instance),
        jobs_url=_jobs_url(environ.get("EVENTS_JOBS_URL", ""), instance),
        limits_url=environ.get("EVENTS_LIMITS_URL", "") or "memory://",
        base_url=base_url,
        secret_keys=_secret_keys(environ.get("EVENTS_SECRET_KEY", ""), instance),
        mail_url=_mail_url(environ.get("EVENTS_MAIL_URL", ""), instance),
        mail_from=environ.get("EVENTS_MAIL_FROM", ""),
        reply_domain=environ.get("EVENTS_REPLY_DOMAIN", ""),
        trusted_hosts=_trusted_hosts(environ.get("EVENTS_TRUSTED_HOSTS", ""), base_url),
        proxies=_whole_number(environ, "EVENTS_PROXIES"),
        proposal_seconds=_whole_number(environ, "EVENTS_PROPOSAL_SECONDS", 20),
        now=_start_of_clock(environ.get("EVENTS_NOW", ""), instance),
    )
    if settings.now and not settings.base_is_loopback:
        raise WrongSetting("EVENTS_NOW may only be set where EVENTS_BASE_URL is a loopback address.")
    return settings


def _base_url(environ: Mapping[str, str]) -> str:
    url = environ.get("EVENTS_BASE_URL", "") or f"http://127.0.0.1:{environ.get('PORT', '8000')}"
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path.strip("/"):
        raise WrongSetting(f"EVENTS_BASE_URL must look like https://events.example.org, not {url!r}.")
    return url.rstrip("/")


def _writable_folder(folder: Path) -> Path:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise WrongSetting(f"EVENTS_INSTANCE: the folder {folder} cannot be made ({error}).") from error
    if not os.access(folder, os.W_OK):
        raise WrongSetting(f"EVENTS_INSTANCE: the folder {folder} cannot be written to.")
    return folder


def _database_url(url: str, instance: Path) -> str:
    """SQLAlchemy's URL; plain `postgresql://` is read as psycopg 3."""
    if not url:
        return f"sqlite:///{instance / 'estrade.sqlite3'}"
    if url.startswith(("postgresql://", "postgres://")):
        return "postgresql+psycopg://" + url.split("://", 1)[1]
    if url.startswith(("sqlite:///", "postgresql+psycopg://")):
        return url
    raise WrongSetting("EVENTS_DATABASE_URL must begin with sqlite:/// or postgresql://.")


def _jobs_url(url: str, instance: Path) -> str:
    """Where jobs wait; memory:// means that workers find work only by looking each minute."""
    if not url:
        return f"sqlite:///{instance / 'jobs.sqlite3'}"
    if not url.startswith(("sqlite:///", "redis://", "rediss://", "memory://")):
        raise WrongSetting("EVENTS_JOBS_URL must begin with sqlite:///, redis://, rediss:// or memory://.")
    return url


def _secret_keys(keys: str, instance: Path) -> tuple[str, ...]:
    """The first key signs, the others (comma or line separated) stay valid. Made and kept on the first run."""
    file = instance / "secret-key"
    if not keys and not file.exists():
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT, 0o600)
        with os.fdopen(descriptor, "w") as stream:
            stream.write(secrets.token_urlsafe(48) + "\n")
    found = tuple((keys or file.read_text()).replace(",", "\n").split())
    if not found or any(len(key) < 16 for key in found):
        raise WrongSetting("EVENTS_SECRET_KEY must have at least 16 characters.")
    return found


def _mail_url(url: str, instance: Path) -> str:
    if not url:
        return f"maildir://{instance / 'mail'}"
    if urlsplit(url).scheme not in {"smtp", "smtps", "maildir"}:
        raise WrongSetting("EVENTS_MAIL_URL must begin with smtp://, smtps:// or maildir://.")
    return url


def _trusted_hosts(hosts: str, base_url: str) -> tuple[str, ...]:
    host = urlsplit(base_url).hostname or ""
    own = LOOPBACK if host in LOOPBACK else {host}
    return tuple(sorted(own | set(hosts.replace(",", " ").split())))


def _whole_number(environ: Mapping[str, str], name: str, otherwise: int = 0) -> int:
    text = environ.get(name, "") or str(otherwise)
    if not text.isdecimal():
        raise WrongSetting(f"{name} must be a whole number, not {text!r}.")
    return int(text)


def _start_of_clock(text: str, instance: Path) -> datetime | None:
    """EVENTS_NOW, or what a running demonstration noted so that all its processes share one clock."""
    noted = instance / "clock"
    text = text or (noted.read_text().strip() if noted.exists() else "")
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise WrongSetting(f"EVENTS_NOW must be an ISO date and time, not {text!r}.") from error
    if moment.tzinfo is None:
        raise WrongSetting("EVENTS_NOW needs its offset, as in 2026-01-15T10:00+01:00.")
    return moment
