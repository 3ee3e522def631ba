"""What is written about speakers, by themselves or by organisers."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField
from wtforms.validators import ValidationError

from events.kit.fields import EmailField, LineField, TextField, VersionField, localised_data, localised_from
from events.kit.forms import Form
from events.people.forms.pictures import PictureField
from events.programme.actions import ProfileDetails
from events.programme.models import Speaker


class ProfileForm(Form):
    """What the public reads about a speaker; she edits it herself, or organisers do."""

    affiliation = LineField(_l("Work or role"))
    affiliation_en = LineField(_l("Work or role, in English"))
    biography = TextField(_l("Biography"), longest=10_000)
    biography_en = TextField(_l("Biography in English"), longest=10_000)
    website = LineField(_l("Website"), longest=300)
    picture = PictureField(_l("Photograph"))
    picture_credit = LineField(_l("Whose photograph it is"))
    without_picture = BooleanField(_l("Show no photograph"))
    version = VersionField()

    def validate_website(self, field: Any) -> None:
        if field.data and not field.data.startswith(("https://", "http://")):
            raise ValidationError(str(_l("The address of a website begins with https://.")))

    @classmethod
    def data_of(cls, speaker: Speaker) -> dict[str, Any]:
        profile, language = speaker.person.profile, speaker.event.language
        if profile is None:
            return {"version": 0}
        texts = localised_data({"affiliation": profile.affiliation, "biography": profile.biography}, language)
        credit = profile.picture.credit if profile.picture else ""
        return {**texts, "website": profile.website, "picture_credit": credit, "version": profile.version}

    def drop_twins(self, language: str) -> None:
        if language == "en":
            del self.affiliation_en
            del self.biography_en

    def details(self, speaker: Speaker, picture_id: int | None) -> ProfileDetails:
        profile, language = speaker.person.profile, speaker.event.language
        return ProfileDetails(
            affiliation=localised_from(self, "affiliation", language, profile.affiliation if profile else None),
            biography=localised_from(self, "biography", language, profile.biography if profile else None),
            website=self.website.data or "",
            picture_id=picture_id,
        )

    @classmethod
    def of(cls, speaker: Speaker, **options: Any) -> "ProfileForm":
        form = cls(data=cls.data_of(speaker), **options)
        form.drop_twins(speaker.event.language)
        return form


class SpeakerForm(ProfileForm):
    """Organisers also keep name and e-mail."""

    name = LineField(_l("Name"), required=_l("Write the name."))
    email = EmailField(_l("E-mail"))

    @classmethod
    def data_of(cls, speaker: Speaker) -> dict[str, Any]:
        return {**super().data_of(speaker), "name": speaker.person.name, "email": speaker.person.email}
