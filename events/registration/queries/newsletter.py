"""Who asked for the newsletter, and who reads it."""

from collections.abc import Sequence

from sqlalchemy import func, select

from events.extensions import db
from events.kit.tokens import is_link_token, reference_in
from events.registration.models import NewsletterConsent

NEWSLETTER_LINK = "newsletter"


def find_consent(token: str) -> NewsletterConsent | None:
    """The consent whose mailed link has this token; none whose data is erased."""
    query = select(NewsletterConsent).filter_by(reference=reference_in(token))
    found = db.session.scalars(query.where(NewsletterConsent.email != "")).one_or_none()
    return found if found and is_link_token(token, NEWSLETTER_LINK, found.reference, 0) else None


def readers_of(organisation_id: int) -> Sequence[NewsletterConsent]:
    """Consents that hold, one for each address (the first that was confirmed), by address."""
    address = func.lower(NewsletterConsent.email)
    first = (
        select(func.min(NewsletterConsent.id))
        .where(
            NewsletterConsent.organisation_id == organisation_id,
            NewsletterConsent.email != "",
            NewsletterConsent.confirmed_at.is_not(None),
            NewsletterConsent.left_at.is_(None),
        )
        .group_by(address)
    )
    query = select(NewsletterConsent).where(NewsletterConsent.id.in_(first)).order_by(address)
    return db.session.scalars(query).all()


def consents_of(registration_id: int) -> Sequence[NewsletterConsent]:
    """What was asked for in one registration."""
    query = select(NewsletterConsent).filter_by(registration_id=registration_id).order_by(NewsletterConsent.id)
    return db.session.scalars(query).all()
