"""What a column can mean, and the names that people give such columns in French, English and German."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from events.programme.exchange.sheets.words import folded


class Field(StrEnum):
    """What a talk of a sheet has, in the order of the page that asks for its columns."""

    TITLE = "title"
    TITLE_EN = "title_en"
    SUBTITLE = "subtitle"
    SUBTITLE_EN = "subtitle_en"
    SPEAKERS = "speakers"
    EMAILS = "emails"
    AFFILIATION = "affiliation"
    DAY = "day"
    START = "start"
    END = "end"
    DURATION = "duration"
    ROOM = "room"
    VENUE = "venue"
    TRACK = "track"
    FORMAT = "format"
    LANGUAGE = "language"
    STATE = "state"
    SEATS = "seats"
    ABSTRACT = "abstract"
    ABSTRACT_EN = "abstract_en"
    DESCRIPTION = "description"
    DESCRIPTION_EN = "description_en"
    LINKS = "links"
    CODE = "code"
    SLUG = "slug"
    GUID = "guid"


TWINS = {
    Field.TITLE_EN: Field.TITLE,
    Field.SUBTITLE_EN: Field.SUBTITLE,
    Field.ABSTRACT_EN: Field.ABSTRACT,
    Field.DESCRIPTION_EN: Field.DESCRIPTION,
}
"""Texts in English beside those in the event's language."""

NAMES: dict[Field, Sequence[str]] = {
    field: [name.strip() for name in " ".join(names.split()).split(",")]
    for field, names in {
        Field.GUID: "guid, uuid, uid",
        Field.SLUG: "slug",
        Field.CODE: """
            code, id, identifiant, reference, ref, numero, nr, no, num, kennung, nummer, proposal id, session
            id, talk id, event id, vortrags id, id de la session, numero de session
        """,
        Field.TITLE: """
            titre, title, titel, intitule, sujet, conference, theme de la conference, talk, talk title, session
            title, session, vortrag, thema, vortragstitel, name, nom, summary, subject, topic, presentation,
            titre de la conference, titre de la session, titre de l'intervention, beitrag, veranstaltung, event,
            event title, proposal title, bezeichnung, libelle, programmpunkt
        """,
        Field.SUBTITLE: "sous titre, soustitre, subtitle, sub title, untertitel, untertitle, accroche, tagline",
        Field.SPEAKERS: """
            intervenant, intervenante, intervenants, intervenantes, conferencier, conferenciere, conferenciers,
            orateur, oratrice, orateurs, oratrices, speaker, speakers, speaker name, speaker names, nom,
            presenter, presenters, author, authors, auteur, auteurs, autrice, person, persons, people,
            personnes, animateur, animatrice, animateurs, animation, par, by, host, hosts, lecturer, referent,
            referentin, referenten, referentinnen, referierende, vortragende, vortragender, sprecher,
            sprecherin, sprecherinnen, redner, rednerin, teilnehmer, teilnehmende, name, nom de l'intervenant,
            nom du conferencier, noms, names, participants, panelists, moderation, intervenant e s, referent
            innen, autoren, autor, presente par, presented by, mit, prenom nom, nom prenom, first name last
            name, vorname nachname, vorname name, first name surname, prenom name
        """,
        Field.EMAILS: "e mail, email, mail, courriel, adresse e mail, adresse mail, speaker email, emails, e mails",
        Field.AFFILIATION: """
            affiliation, institution, organisme, organization, organisation, fonction, qualite, company,
            universite, university, entreprise, job title, role, einrichtung, firma, funktion, etablissement
        """,
        Field.DAY: "date, jour, day, tag, datum, journee, dates, le, start date, date de debut, wochentag",
        Field.START: """
            heure, heures, horaire, horaires, debut, heure de debut, heure debut, start, starts, begin, start
            time, time start, starts at, begins, time, start hour, beginn, uhrzeit, zeit, von, anfang, ab, de,
            from, startzeit, anfangszeit, commence, commence a, date et heure, creneau, date heure, when, quand,
            datetime, date time, begin time, plage horaire, slot, time slot, wann, start datetime, dtstart,
            start date time, debut de la conference, hour, date and time
        """,
        Field.END: """
            fin, heure de fin, heure fin, end, ends, end time, time end, ends at, ende, bis, a, to, until,
            jusqu'a, endzeit, schluss, dtend, end hour, finish, termine, end datetime
        """,
        Field.DURATION: """
            duree, duration, dauer, length, lange, minutes, min, minuten, duree min, duration min, duree en
            minutes, duration minutes, temps
        """,
        Field.ROOM: """
            salle, salles, room, rooms, raum, saal, hall, lieu, ort, place, location, where, ou, amphi,
            amphitheatre, horsaal, stage, scene, buhne, room name, nom de la salle, emplacement, wo, endroit,
            zaal, sala, auditorium
        """,
        Field.VENUE: "batiment, venue, building, gebaude, site, etablissement d'accueil, veranstaltungsort",
        Field.TRACK: """
            parcours, track, theme, thematique, thematiques, axe, cycle, serie, series, reihe, strang, strand,
            stream, category, categorie, kategorie, themenfeld, piste, filiere, topic area, podcast, rubrique,
            schiene, tracks
        """,
        Field.FORMAT: """
            type, format, session type, genre, nature, typ, art, type de session, type d'intervention, kind,
            talk type, event type, veranstaltungstyp, vortragsart, submission type
        """,
        Field.LANGUAGE: "langue, language, sprache, lang, locale, langues, languages, langue de la conference",
        Field.STATE: "etat, statut, status, state, zustand",
        Field.SEATS: "places, jauge, capacite, capacity, seats, platze, kapazitat, limit, nombre de places",
        Field.ABSTRACT: """
            resume, abstract, zusammenfassung, presentation, descriptif, teaser, kurzbeschreibung, chapo,
            summary, short description, description courte, contenu, inhalt, texte, text, argument, about
        """,
        Field.DESCRIPTION: """
            description, beschreibung, description longue, long description, details, detail, langbeschreibung,
            full description, notes detaillees
        """,
        Field.LINKS: "lien, liens, link, links, url, urls, site web, website, web, adresse web, webseite",
    }.items()
}
for _twin, _text in TWINS.items():
    NAMES[_twin] = tuple(
        f"{name} {mark}" for name in NAMES[_text] for mark in ("en", "english", "en anglais", "in english", "englisch")
    )
"""In the form of `plain`. A name of two fields belongs to the first of them that has no better column."""

ENOUGH = 2
"""Columns with a known name make a row a head."""

_BRACKETS = re.compile(r"[(\[].*?[)\]]")
_SIGNS = re.compile(r"[^\w']+|_")
_ORDER = list(Field)
_GENDERED = re.compile(r"[·.•]?(?:\(?e\)?[·.•-]?\(?s\)?|[*:_]?innen|\(e\)s?|\(s\)|\(n\)|\(in\)|/-?in(?:nen)?)$")


@dataclass(frozen=True)
class Guess:
    """A column for a field; `strength`: 3 its very name (4 of a twin), 2 with a number or brackets, 1 a word of it."""

    field: Field
    column: int
    strength: int


def guess_fields(heads: Sequence[str]) -> dict[Field, int]:
    """For each field the number of the column that its name fits best; no column has two fields."""
    guesses = sorted(
        (guess for column, head in enumerate(heads) for guess in _guesses(column, head)),
        key=lambda guess: (-guess.strength, _rank(guess, heads), guess.column),
    )
    chosen: dict[Field, int] = {}
    for guess in guesses:
        if guess.field not in chosen and guess.column not in chosen.values():
            chosen[guess.field] = guess.column
    return chosen


def is_known(head: str) -> bool:
    """Whether a column's name says what is in it."""
    return any(guess.strength >= 2 for guess in _guesses(0, head))


def plain(head: str) -> str:
    """A column's name as it is compared: folded, without brackets and signs, « Intervenant(e)s » is "intervenant"."""
    text = folded(head)
    bare = _GENDERED.sub("", text) or text
    return " ".join(_SIGNS.sub(" ", _BRACKETS.sub(" ", bare)).split())


def _guesses(column: int, head: str) -> Iterator[Guess]:
    whole, bare = " ".join(_SIGNS.sub(" ", folded(head)).split()), plain(head)
    unnumbered = re.sub(r"\s*\d+$", "", bare)
    words = set(bare.split())
    for field, names in NAMES.items():
        if whole in names:
            yield Guess(field, column, 4 if field in TWINS else 3)
        elif bare in names or unnumbered in names:
            yield Guess(field, column, 2)
        elif field not in TWINS and any(len(name) > 2 and name in words for name in names):
            yield Guess(field, column, 1)


def _rank(guess: Guess, heads: Sequence[str]) -> tuple[int, int]:
    """Among equals: the name that comes first in its field's list, then the field that comes first."""
    names, head = NAMES[guess.field], plain(heads[guess.column])
    return (names.index(head) if head in names else len(names)), _ORDER.index(guess.field)
