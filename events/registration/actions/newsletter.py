"""The newsletter: asked for in a registration, confirmed through a mailed link, left by one click."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, update

from events.extensions import db
from events.kit.tokens import new_reference
from events.kit.transaction import transaction
from events.registration import mails
from events.registration.models import NewsletterConsent, Registration
from events.registration.words import newsletter_words, newsletter_yes


def ask_for_newsletter(registration: Registration, *, now: datetime, act: str = "") -> None:
    """Whether the address is known as a reader's or not: a new row, and a mail that asks."""
    if not registration.person.email:
        return
    with transaction():
        consent = NewsletterConsent(
            organisation_id=registration.event.organisation_id,
            registration_id=registration.id,
            reference=new_reference(),
            email=registration.person.email,
            language=registration.language,
            words=newsletter_words(registration.language),
            asked_at=now,
        )
        db.session.add(consent)
        mails.newsletter_to_reader(registration, consent.reference, now=now, act=act)


def confirm_newsletter(consent: NewsletterConsent, *, language: str, now: datetime) -> None:
    """Pressed twice, the first one counts; after leaving, it is a new consent."""
    with transaction():
        _lock(consent)
        if consent.confirmed_at is None or consent.left_at is not None:
            consent.confirmed_at, consent.left_at = now, None
            consent.confirmed_words = newsletter_yes(language)


def leave_newsletter(consent: NewsletterConsent, *, now: datetime) -> None:
    """Whatever this address agreed to here ends, and when it did stays as proof."""
    with transaction():
        _lock(consent)
        same = func.lower(NewsletterConsent.email) == consent.email.lower()
        theirs = (NewsletterConsent.organisation_id == consent.organisation_id) & same
        wanted = update(NewsletterConsent).where(theirs, NewsletterConsent.left_at.is_(None))
        db.session.execute(wanted.values(left_at=now))


def forget_consents(registrations: Sequence[Registration], now: datetime, *, readers_stay: bool) -> None:
    """What was asked for in these registrations is nobody's; `readers_stay`: a consent that holds, goes on alone."""
    theirs = NewsletterConsent.registration_id.in_([registration.id for registration in registrations])
    if readers_stay:
        holds = NewsletterConsent.confirmed_at.is_not(None) & NewsletterConsent.left_at.is_(None)
        alone = update(NewsletterConsent).where(theirs, holds)
        db.session.execute(alone.values(registration_id=None))
    nobody = {"email": "", "left_at": func.coalesce(NewsletterConsent.left_at, now)}
    db.session.execute(update(NewsletterConsent).where(theirs).values(**nobody))


def _lock(consent: NewsletterConsent) -> None:
    db.session.refresh(consent, with_for_update={"of": NewsletterConsent})
