"""Invitations that waited for their date to come near."""

from events.kit import clock
from events.kit.jobs import every_minute
from events.registration.actions import send_due_invitations


def invite_when_due() -> None:
    send_due_invitations(clock.now())


every_minute("send-due-invitations", invite_when_due)
