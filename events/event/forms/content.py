"""What organisers write around the programme: news and partners."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField

from events.event.actions import NewsDetails, PartnerDetails
from events.event.models import Event, NewsItem, Partner
from events.kit.fields import LineField, TextField, VersionField, WebsiteField, localised_data, localised_from
from events.kit.forms import Form
from events.people.forms.pictures import PictureField
from events.people.models import Picture


class NewsForm(Form):
    """One piece of news."""

    title = LineField(_l("Title"), required=_l("Give the news a title."))
    title_en = LineField(_l("Title in English"))
    text = TextField(_l("Text"))
    text_en = TextField(_l("Text in English"))
    picture = PictureField(_l("Picture"))
    picture_description = LineField(_l("What the picture shows"), longest=300)
    picture_credit = LineField(_l("Whose picture it is"))
    without_picture = BooleanField(_l("Show no picture"))
    pinned = BooleanField(_l("Keep it above the other news"))
    version = VersionField()

    @classmethod
    def of(cls, event: Event, item: NewsItem | None = None, **options: Any) -> "NewsForm":
        """The form as the news stands, or empty; what was sent goes over it unless `formdata` is None."""
        texts = localised_data({"title": item.title, "text": item.text}, event.language) if item else {}
        plain = {"pinned": item.pinned, "version": item.version, **data_of_picture(item.picture)} if item else {}
        form = cls(data={**texts, **plain}, **options)
        if event.language == "en":
            del form.title_en
            del form.text_en
        return form

    def details(self, event: Event, item: NewsItem | None, picture_id: int | None) -> NewsDetails:
        stored = (item.title, item.text) if item else (None, None)
        return NewsDetails(
            title=localised_from(self, "title", event.language, stored[0]),
            text=localised_from(self, "text", event.language, stored[1]),
            picture_id=picture_id,
            pinned=self.pinned.data,
        )


class PartnerForm(Form):
    """Who supports the event."""

    name = LineField(_l("Name"), required=_l("Write the partner’s name."))
    heading = LineField(_l("What stands above"), longest=100)
    heading_en = LineField(_l("What stands above, in English"), longest=100)
    website = WebsiteField(_l("Website"))
    picture = PictureField(_l("Logo"))
    picture_description = LineField(_l("What the logo shows"), longest=300)
    without_picture = BooleanField(_l("Show no logo"))
    version = VersionField()

    @classmethod
    def of(cls, event: Event, partner: Partner | None = None, **options: Any) -> "PartnerForm":
        form = cls(data=_partner_data(event, partner) if partner else {}, **options)
        if event.language == "en":
            del form.heading_en
        return form

    def details(self, event: Event, partner: Partner | None, logo_id: int | None) -> PartnerDetails:
        heading = localised_from(self, "heading", event.language, partner.heading if partner else None)
        return PartnerDetails(str(self.name.data), heading, self.website.data or "", logo_id)


def data_of_picture(picture: Picture | None) -> dict[str, str]:
    if picture is None:
        return {}
    return {"picture_description": picture.description, "picture_credit": picture.credit}


def _partner_data(event: Event, partner: Partner) -> dict[str, Any]:
    heading = localised_data({"heading": partner.heading}, event.language)
    plain = {name: getattr(partner, name) for name in ("name", "website", "version")}
    return {**plain, **heading, **data_of_picture(partner.logo)}
