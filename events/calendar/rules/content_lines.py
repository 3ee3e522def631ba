"""Reads iCalendar bytes strictly and without icalendar: the lint judges with other eyes than the writer's.

RFC 5545 section 3.1: lines of at most 75 octets end with CRLF, a longer one goes on after CRLF and a blank.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

MAX_OCTETS = 75

_CONTROL = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029]")
_PARAM = r';[A-Za-z0-9-]+=(?:"[^"]*"|[^";:,]*)(?:,(?:"[^"]*"|[^";:,]*))*'
_LINE = re.compile(rf"(?P<name>[A-Za-z0-9-]+)(?P<params>(?:{_PARAM})*):(?P<value>.*)", re.DOTALL)
_PARAM_PARTS = re.compile(r';([A-Za-z0-9-]+)=((?:"[^"]*"|[^";:])*)')


@dataclass(frozen=True)
class Line:
    """A property: its name in capitals, its parameters as written without quotes, its raw value."""

    name: str
    params: dict[str, str]
    value: str


@dataclass
class Block:
    """A component: what stands between its BEGIN and END."""

    name: str
    lines: list[Line] = field(default_factory=list)
    blocks: list["Block"] = field(default_factory=list)

    def all(self, name: str) -> list[Line]:
        return [line for line in self.lines if line.name == name]

    def value(self, name: str) -> str | None:
        """The first such property's value, or None."""
        return next((line.value for line in self.lines if line.name == name), None)

    def inside(self, name: str) -> list["Block"]:
        return [block for block in self.blocks if block.name == name]


def faults_of_bytes(raw: bytes) -> Iterator[str]:
    """What is wrong before any meaning: line ends, lengths, encoding, control characters."""
    if not raw.endswith(b"\r\n") or re.search(rb"\r(?!\n)|(?<!\r)\n", raw):
        yield "a line does not end with CRLF"
    physical = raw.split(b"\r\n")
    if any(len(line) > MAX_OCTETS for line in physical):
        yield f"a line is longer than {MAX_OCTETS} octets"
    if b"" in physical[:-1]:
        yield "there is an empty line"
    yield from _faults_of_encoding(physical)


def _faults_of_encoding(physical: list[bytes]) -> Iterator[str]:
    try:
        lines = [line.decode() for line in physical]
    except UnicodeDecodeError:
        yield "a line is not UTF-8, or was folded inside a character"
        return
    if any(_CONTROL.search(line) for line in lines):
        yield "there is a control character"


def tree(raw: bytes) -> Block:
    """The VCALENDAR. ValueError when lines or nesting are broken, or when there is not exactly one."""
    root = Block("")
    open_blocks = [root]
    for line in _lines(raw):
        if line.name == "BEGIN":
            open_blocks.append(Block(line.value.upper()))
        elif line.name == "END":
            _close(open_blocks, line.value.upper())
        else:
            open_blocks[-1].lines.append(line)
    if len(open_blocks) != 1 or root.lines or [block.name for block in root.blocks] != ["VCALENDAR"]:
        raise ValueError("there is not exactly one VCALENDAR around everything")
    return root.blocks[0]


def _close(open_blocks: list[Block], name: str) -> None:
    block = open_blocks.pop()
    if block.name != name or not open_blocks:
        raise ValueError("a BEGIN and its END do not match")
    open_blocks[-1].blocks.append(block)


def _lines(raw: bytes) -> Iterator[Line]:
    for text in re.sub(rb"\r\n[ \t]", b"", raw).decode(errors="replace").split("\r\n"):
        if not text:
            continue
        match = _LINE.fullmatch(text)
        if not match:
            raise ValueError("a line is not NAME;PARAMETER=value:value")
        params = {name.upper(): value.strip('"') for name, value in _PARAM_PARTS.findall(match["params"])}
        yield Line(match["name"].upper(), params, match["value"])
