"""A large congress of our own making, as a schedule.xml: what is measured on it needs no file from elsewhere."""

from datetime import date, datetime, timedelta
from itertools import islice, product
from pathlib import Path
from xml.etree import ElementTree as ET

TALKS, ROOMS, DAYS = 943, 29, 2
FIRST_DAY = date(2026, 2, 7)
WORDS = """
    archives atelier barrage bateau beffroi canal carte cidre dentelle digue dune estuaire falaise fanal fresque
    gare halle jardin lettre machine marée mémoire moulin navire orgue paroisse pêche phare port quai récit rivière
    sable sel témoin tissage tramway tulle vague vent verre village voile voyage
""".split()  # noqa: SIM905 (words read better in lines)


def write_large_schedule(file: Path, talks: int = TALKS) -> None:
    """So many talks of half an hour in 29 rooms on as many days as they need, from nine to seven."""
    root = ET.Element("schedule")
    _texts(root, version="1")
    conference = ET.SubElement(root, "conference")
    _texts(conference, acronym="grand2026", title="Grand congrès", time_zone_name="Europe/Paris")
    places = list(islice(product(range(talks // 500 + 1), range(20), range(ROOMS)), talks))
    _texts(conference, start=f"{FIRST_DAY}", end=f"{FIRST_DAY + timedelta(days=places[-1][0])}")
    for number, (day, line, room) in enumerate(places):
        _add_talk(_room(root, day, room), number, day, line)
    ET.ElementTree(root).write(file, encoding="utf-8", xml_declaration=True)


def _room(root: ET.Element, day: int, room: int) -> ET.Element:
    date_ = str(FIRST_DAY + timedelta(days=day))
    found = root.find(f"day[@date='{date_}']")
    if found is None:
        found = ET.SubElement(root, "day", index=str(day + 1), date=date_)
    hall = found.find(f"room[@name='Salle {room}']")
    return hall if hall is not None else ET.SubElement(found, "room", name=f"Salle {room}")


def _add_talk(room: ET.Element, number: int, day: int, line: int) -> None:
    start = datetime.combine(FIRST_DAY + timedelta(days=day), datetime.min.time()) + timedelta(minutes=540 + 30 * line)
    event = ET.SubElement(room, "event", id=str(number + 1))
    _texts(
        event,
        date=f"{start.isoformat()}+01:00",
        start=f"{start:%H:%M}",
        duration="00:30",
        room=str(room.get("name")),
        title=_some_words(number, 6).capitalize(),
        abstract=f"{_some_words(number, 90).capitalize()}.",
        track=f"Thème {number % 60}",
        type="Lecture",
        language="fr",
    )
    persons = ET.SubElement(event, "persons")
    for speaker in (number, number + TALKS)[: 1 + number % 2]:
        ET.SubElement(persons, "person", id=str(speaker + 1)).text = f"Camille Delattre {speaker}"


def _some_words(number: int, count: int) -> str:
    return " ".join(WORDS[(number * 7 + place * (1 + number % 5)) % len(WORDS)] for place in range(count))


def _texts(element: ET.Element, **texts: str) -> None:
    for name, text in texts.items():
        ET.SubElement(element, name).text = text
