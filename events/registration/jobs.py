"""Invitations that waited for their date to come near, and offers that nobody answered."""

from events.kit import clock
from events.kit.jobs import every_minute
from events.registration.actions import lapse_offers, send_due_invitations


def invite_when_due() -> None:
    send_due_invitations(clock.now())


every_minute("send-due-invitations", invite_when_due)


def pass_offers_on() -> None:
    lapse_offers(clock.now())


every_minute("pass-offers-on", pass_offers_on)
