"""Links and attachments, and the people of a talk."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin, urlsplit

from flask_babel import lazy_gettext as _l

from events.kit.text import shorten
from events.programme.exchange.reading.identity import guid_of, number_of
from events.programme.exchange.reading.raw import Said
from events.programme.exchange.reading.texts import line_of, markdown_of, plain_line, words_of
from events.programme.exchange.report import Report
from events.programme.exchange.shape import FiledPerson, Link
from events.programme.exchange.urls import ascii_url

LONGEST_NAME = 200
LONGEST_ADDRESS = 500
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)


def links_of(value: Any, base: str, where: str, report: Report) -> tuple[Link, ...]:
    """Each address once; what isn't http is left out."""
    found: dict[str, Link] = {}
    for entry in value if isinstance(value, list) else ():
        said: Said = entry if isinstance(entry, dict) else {"url": entry}
        typed = line_of(said.get("url") or said.get("link") or said.get("resource") or said.get("href"))
        if not typed:
            continue
        url = _address(typed, base)
        if not url:
            report.left_out(_l("The link “%(url)s” leads nowhere on the web.", url=shorten(typed, 80)), where)
            continue
        if url != typed:
            report.mended(_l("The link “%(typed)s” was taken as %(url)s.", typed=shorten(typed, 80), url=url), where)
        title = plain_line(said.get("title") or said.get("description"))
        title = "" if title in {typed, url} else shorten(title, LONGEST_NAME)
        found.setdefault(url, Link(url, title, line_of(said.get("type")).casefold()[:40]))
    return tuple(found.values())


def _address(typed: str, base: str) -> str:
    """Absolute and http(s), spaces encoded; "" when it can't be."""
    if not _SCHEME.match(typed):
        if typed.startswith(("/", "?", "#", ".")) or "." not in typed.split("/", maxsplit=1)[0]:
            typed = urljoin(base, typed) if base else ""
        else:
            typed = f"https://{typed}"
    url = ascii_url(typed)
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return url if parts.scheme in {"http", "https"} and parts.netloc and len(url) <= LONGEST_ADDRESS else ""


def people_of(value: Any, where: str, report: Report) -> tuple[FiledPerson, ...]:
    """Each once, in their order; who has no name is left out."""
    found: dict[str, FiledPerson] = {}
    for entry in value if isinstance(value, list) else ():
        person = _person(entry if isinstance(entry, dict) else {"name": entry})
        if not person.name:
            report.left_out(_l("A person without a name."), where)
        elif (person.guid or person.name) in found:
            report.left_out(_l("%(name)s is named twice.", name=person.name), where)
        else:
            found[person.guid or person.name] = person
    return tuple(found.values())


def _person(said: Said) -> FiledPerson:
    names = (said.get(key) for key in ("name", "public_name", "full_public_name", "display_name"))
    url = line_of(said.get("url"))
    return FiledPerson(
        name=shorten(next((name for name in map(plain_line, names) if name), ""), LONGEST_NAME),
        guid=guid_of(said.get("guid")),
        number=number_of(said.get("id")),
        slug=url.rstrip("/").rpartition("/")[2] if "/speakers/" in url else "",
        biography=words_of(said.get("biography"), markdown_of),
    )


def colour_of(value: Any) -> str:
    """#rrggbb in small letters; "" of anything else."""
    text = line_of(value).lower()
    if re.fullmatch(r"#[0-9a-f]{3}", text):
        return "#" + "".join(digit * 2 for digit in text[1:])
    return text if re.fullmatch(r"#[0-9a-f]{6}", text) else ""


def fields_left(said: Said) -> Iterator[str]:
    """What a talk says that no talk here can keep."""
    yield from (name for name in ("logo", "answers", "video", "video_download_url", "tags") if said.get(name))
