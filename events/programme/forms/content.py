"""What is written around talks: their subjects, and what remains of them."""

import re
from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import urlsplit

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import RadioField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from events.event.forms.fields import NamesField, NumberField, OwnField
from events.event.models import Event
from events.kit.fields import LineField, VersionField, localised_data, localised_from
from events.kit.forms import Form
from events.kit.localised import in_language
from events.kit.text import clean_line
from events.programme.actions import MaterialDetails
from events.programme.models import Subject, Talk, TalkMaterial
from events.programme.rules import MaterialKind

KINDS = [
    SelectChoice(MaterialKind.SLIDES, _l("Slides")),
    SelectChoice(MaterialKind.RECORDING, _l("Recording (a link to it)")),
    SelectChoice(MaterialKind.DOCUMENT, _l("Document")),
    SelectChoice(MaterialKind.LINK, _l("Link to a website")),
]


class SubjectsField(NamesField):
    """Subjects, from boxes of the same name or separated by commas; `data` is the list of them, each once."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        if not valuelist:
            return
        typed = (clean_line(name) for value in valuelist for name in re.split(r"[,;\n]", str(value)))
        self.data = list({name.casefold(): name for name in typed if name}.values())

    def pre_validate(self, form: Any) -> None:
        if any(len(name) > 100 for name in self.data or ()):
            raise ValidationError(str(_l("A subject may have at most 100 characters.")))


class SubjectForm(Form):
    """The name of a subject, and which other it may become a part of."""

    name = LineField(_l("Name"), longest=100, required=_l("Write the name."))
    name_en = LineField(_l("Name in English"), longest=100)
    version = VersionField()

    @classmethod
    def of(cls, subject: Subject, **options: Any) -> "SubjectForm":
        language = subject.organisation.language
        form = cls(data={**localised_data({"name": subject.name}, language), "version": subject.version}, **options)
        if language == "en":
            del form.name_en
        return form


class MergeForm(Form):
    """`into` is the subject that stays."""

    into = OwnField(_l("It becomes part of"))

    @classmethod
    def of(cls, others: Iterable[Subject], language: str, **options: Any) -> "MergeForm":
        form = cls(**options)
        form.into.offer(((other.id, in_language(other.name, language)) for other in others), _l("choose a subject"))
        return form

    def validate_into(self, field: Any) -> None:
        if field.data is None:
            raise ValidationError(str(_l("Choose the subject that stays.")))


class MaterialForm(Form):
    """A link or a PDF. What has a file already may keep it."""

    kind = RadioField(_l("What is it?"), choices=KINDS, default=MaterialKind.SLIDES)
    title = LineField(_l("Title"))
    title_en = LineField(_l("Title in English"))
    file = FileField(_l("PDF file"))
    url = LineField(_l("Or the address of a page"), longest=500)
    minutes = NumberField(_l("Length of the recording, in minutes"), least=1, most=24 * 60)
    version = VersionField()
    has_file = False

    @classmethod
    def of(cls, event: Event, material: TalkMaterial | None = None, **options: Any) -> "MaterialForm":
        form = cls(data=_data(event, material) if material else {}, **options)
        form.has_file = bool(material and material.file)
        if event.language == "en":
            del form.title_en
        return form

    def validate_url(self, field: Any) -> None:
        if self.pdf:
            raise ValidationError(str(_l("Send the file or write the address, not both.")))
        if not is_https(field.data):
            raise ValidationError(str(_l("The address begins with https://, such as https://example.org/talk.")))

    def validate_file(self, field: Any) -> None:
        takes_file = self.kind.data in {MaterialKind.SLIDES, MaterialKind.DOCUMENT}
        if self.pdf and not takes_file:
            raise ValidationError(str(_l("Only slides and documents are sent as files; here an address is wanted.")))
        if not self.pdf and not self.url.data and not (self.has_file and takes_file):
            raise ValidationError(str(_l("Choose a PDF file, or write the address where it is found.")))

    @property
    def pdf(self) -> Any:
        """The file that was sent, to read from; None when there is none."""
        sent = self.file.data
        return sent.stream if sent and getattr(sent, "filename", "") else None

    def details(self, event: Event, material: TalkMaterial | None = None) -> MaterialDetails:
        kind = MaterialKind(self.kind.data)
        return MaterialDetails(
            kind=kind,
            title=localised_from(self, "title", event.language, material.title if material else None),
            url=self.url.data or "",
            minutes=self.minutes.data if kind is MaterialKind.RECORDING else None,
        )


class OwnMaterialForm(MaterialForm):
    """The same of a speaker, who says which of her talks it belongs to."""

    talk = SelectField(_l("For which talk?"), validate_choice=False)

    @classmethod
    def of_speaker(cls, event: Event, talks: Sequence[Talk], **options: Any) -> "OwnMaterialForm":
        form = cls(data={"talk": talks[0].slug} if talks else {}, **options)
        form.talk.choices = [SelectChoice(talk.slug, in_language(talk.title, event.language)) for talk in talks]
        if event.language == "en":
            del form.title_en
        return form


def is_https(address: str) -> bool:
    """https only, with the name of a host."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme == "https" and "." in (parts.hostname or "") and not re.search(r"\s", address)


def _data(event: Event, material: TalkMaterial) -> dict[str, Any]:
    plain = {name: getattr(material, name) for name in ("kind", "url", "minutes", "version")}
    return {**plain, **localised_data({"title": material.title}, event.language)}
