"""The life of an invitation: made, updated, withdrawn. The rooms above queue the mail that tells of it."""

import secrets
from collections.abc import Collection
from dataclasses import asdict
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import delete, func, select, update

from events.calendar import rules
from events.calendar.models import Invitation, ReplyAddress
from events.calendar.queries import find_standing_invitation
from events.calendar.rules import Appointment, Attendee, Entry, Guest, Host, Organizer, Partstat, Status
from events.extensions import db
from events.kit.settings import settings
from events.kit.tokens import new_secret
from events.kit.transaction import transaction


def invite(appointment: Appointment, guest: Guest, host: Host, now: datetime) -> Invitation:
    """The standing invitation of this guest to this subject; made when there is none."""
    with transaction():
        standing = find_standing_invitation(appointment.subject, guest.holder)
        return standing or invite_anew(appointment, guest, host, now)


def invite_anew(appointment: Appointment, guest: Guest, host: Host, now: datetime) -> Invitation:
    """An invitation of a guest who has none that stands, as the caller knows."""
    invitation = Invitation(
        subject=appointment.subject,
        holder=guest.holder,
        uid=f"{secrets.token_hex(16)}@{_domain()}",
        sequence=0,
        organizer=_organizer_address(guest, host),
        organizer_name=host.name,
        attendee=guest.address,
        attendee_name=guest.name,
        partstat=guest.partstat,
        content=_content(appointment),
        changed_at=now,
    )
    with transaction():
        db.session.add(invitation)
    return invitation


def update_invitation(invitation: Invitation, appointment: Appointment, now: datetime) -> bool:
    """Take up what changed; SEQUENCE by RFC 5546 section 2.1.4. False when nothing did."""
    content = _content(appointment)
    if content == invitation.content:
        return False
    with transaction():
        before, after = (_entry(invitation, values, now) for values in (invitation.content, content))
        invitation.sequence = rules.next_sequence(invitation.sequence, rules.occasion(before), rules.occasion(after))
        invitation.content = content
        invitation.changed_at = now
    return True


def cancel_occurrence(invitation: Invitation, now: datetime) -> None:
    """What it is about has no date any more; should it get one again, the same UID is invited anew."""
    if is_cancelled(invitation):
        return
    with transaction():
        before = rules.occasion(_entry(invitation, invitation.content, now))
        invitation.content = invitation.content | {"status": str(Status.CANCELLED)}
        after = rules.occasion(_entry(invitation, invitation.content, now))
        invitation.sequence = rules.next_sequence(invitation.sequence, before, after)
        invitation.changed_at = now


def withdraw(invitation: Invitation, now: datetime) -> None:
    """Un-invite: the next message is a CANCEL with a higher SEQUENCE, and this UID is never used again."""
    with transaction():
        before = rules.occasion(_entry(invitation, invitation.content, now))
        invitation.sequence = rules.next_sequence(invitation.sequence, before, None)
        invitation.withdrawn_at = now
        invitation.changed_at = now


def forget(holders: Collection[str], now: datetime) -> None:
    """Withdrawn without a word, and nobody's any more; answers to them come to nobody."""
    with transaction():
        withdrawn = func.coalesce(Invitation.withdrawn_at, now)
        nobody = {"attendee": "", "attendee_name": "", "organizer": "", "withdrawn_at": withdrawn}
        db.session.execute(update(Invitation).where(Invitation.holder.in_(holders)).values(**nobody))
        db.session.execute(delete(ReplyAddress).where(ReplyAddress.holder.in_(holders)))


def method_of(invitation: Invitation) -> str:
    """REQUEST while one is invited to something that takes place, else CANCEL."""
    return "CANCEL" if invitation.withdrawn_at or is_cancelled(invitation) else "REQUEST"


def is_cancelled(invitation: Invitation) -> bool:
    """Whether what it is about does not take place."""
    return bool(invitation.content["status"] == Status.CANCELLED)


def is_tentative(invitation: Invitation) -> bool:
    """Whether it is an offer that still has to be taken."""
    return bool(invitation.content["status"] == Status.TENTATIVE)


def calendar_text(invitation: Invitation) -> str:
    """The iCalendar object of the newest message: REQUEST, or CANCEL with STATUS only when the talk died."""
    entry = _entry(invitation, invitation.content, invitation.changed_at)
    if method_of(invitation) == "REQUEST":
        return rules.request(entry).decode()
    return rules.cancellation(entry, talk_cancelled=invitation.withdrawn_at is None).decode()


def _domain() -> str:
    return settings().reply_domain or settings().base_host


def _organizer_address(guest: Guest, host: Host) -> str:
    """`r-<token>@<reply domain>`, one for each person and event, for ever; else the host's address."""
    if not settings().reply_domain:
        return host.address
    query = select(ReplyAddress).filter_by(holder=guest.holder, event_key=guest.event_key)
    reply = db.session.scalars(query).one_or_none()
    if reply is None:
        reply = ReplyAddress(token=new_secret(), holder=guest.holder, event_key=guest.event_key)
        db.session.add(reply)
        db.session.flush()
    return f"r-{reply.token}@{settings().reply_domain}"


def _content(appointment: Appointment) -> dict[str, Any]:
    values = asdict(appointment)
    del values["subject"]
    return values | {
        "starts_at": _text(appointment.starts_at),
        "ends_at": _text(appointment.ends_at),
        "geo": list(appointment.geo) if appointment.geo else None,
        "status": str(appointment.status),
    }


def _text(moment: datetime | date) -> str:
    return moment.astimezone(UTC).isoformat() if isinstance(moment, datetime) else moment.isoformat()


def _moment(text: str) -> datetime | date:
    return datetime.fromisoformat(text).astimezone(UTC) if "T" in text else date.fromisoformat(text)


def _entry(invitation: Invitation, content: dict[str, Any], stamp: datetime) -> Entry:
    geo = content["geo"]
    partstat = Partstat(invitation.partstat)
    return Entry(
        uid=invitation.uid,
        sequence=invitation.sequence,
        dtstamp=stamp,
        organizer=Organizer(invitation.organizer, invitation.organizer_name),
        attendee=Attendee(invitation.attendee, invitation.attendee_name, partstat),
        **content
        | {
            "starts_at": _moment(content["starts_at"]),
            "ends_at": _moment(content["ends_at"]),
            "geo": (geo[0], geo[1]) if geo else None,
            "status": Status(content["status"]),
        },
    )
