"""Reading invitations."""

from collections.abc import Sequence

from sqlalchemy import Select, func, select

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


def invitations_of(holder: str) -> Sequence[Invitation]:
    """All invitations of one holder, withdrawn ones too."""
    return db.session.scalars(select(Invitation).filter_by(holder=holder).order_by(Invitation.id)).all()


def number_of_invitations_of(holders: Select[str]) -> int:
    """How many there are for the holders that this query selects."""
    return db.session.scalar(select(func.count(Invitation.id)).where(Invitation.holder.in_(holders))) or 0


def standing_invitations_of(holder: str) -> Sequence[Invitation]:
    """All invitations of one holder that were not withdrawn."""
    query = select(Invitation).filter_by(holder=holder, withdrawn_at=None).order_by(Invitation.id)
    return db.session.scalars(query).all()
