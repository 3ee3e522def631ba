"""Reading invitations."""

from collections.abc import Sequence

from sqlalchemy import select

from events.calendar.models import Invitation
from events.extensions import db


def find_standing_invitation(subject: str, holder: str) -> Invitation | None:
    """The invitation of this holder to this subject that was not withdrawn."""
    query = select(Invitation).filter_by(subject=subject, holder=holder, withdrawn_at=None)
    return db.session.scalars(query).one_or_none()


def standing_invitations_to(subject: str) -> Sequence[Invitation]:
    """Everybody's invitations to one subject, locked, in the order they were made."""
    query = select(Invitation).filter_by(subject=subject, withdrawn_at=None).order_by(Invitation.id)
    return db.session.scalars(query.with_for_update()).all()


def standing_invitations_of(holder: str) -> Sequence[Invitation]:
    """All invitations of one holder that were not withdrawn."""
    query = select(Invitation).filter_by(holder=holder, withdrawn_at=None).order_by(Invitation.id)
    return db.session.scalars(query).all()
