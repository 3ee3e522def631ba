"""What a printed programme says, as plain values: the same for a season's booklet and for a congress."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class PaperSpeaker:
    """A speaker as printed; ``note`` is what stands after the name: « historienne de la navigation »."""

    name: str
    note: str = ""


@dataclass(frozen=True)
class PaperTalk:
    """A talk at its time and in its room, or a break. Moments are aware and in the event's zone.

    ``abstract`` is plain text whose paragraphs are parted by an empty line. ``notice`` is a word on its state
    in the paper's language: « complet », « annulée ». A break has neither speakers nor an entry of its own.
    """

    title: str
    starts_at: datetime
    ends_at: datetime
    room: str = ""
    subtitle: str = ""
    speakers: tuple[PaperSpeaker, ...] = ()
    abstract: str = ""
    notice: str = ""
    is_break: bool = False


@dataclass(frozen=True)
class PaperRoom:
    """A hall or a building; ``name`` is what talks name, ``note`` says where it is: « 1er étage, 80 places »."""

    name: str
    note: str = ""


@dataclass(frozen=True)
class PaperContact:
    """Whom to call: a telephone number as it is read aloud, and its hours."""

    telephone: str = ""
    hours: str = ""
    address: str = ""


@dataclass(frozen=True)
class ProgrammePaper:
    """A programme to print: in one language, of one release (None is the draft).

    ``introduction`` are lines on prices and doors, printed with the usual hour and hall. ``url`` is the page that
    tells what has changed since. ``rooms`` stand in the order in which a congress shows them. ``places``, four at
    most, are the buildings with their addresses, for the cover.
    """

    title: str
    organisation: str
    language: str
    url: str
    released_on: date
    talks: tuple[PaperTalk, ...]
    release_number: int | None = None
    subtitle: str = ""
    contact: PaperContact = PaperContact()
    introduction: tuple[str, ...] = ()
    rooms: tuple[PaperRoom, ...] = ()
    places: tuple[PaperRoom, ...] = ()
