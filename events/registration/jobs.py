"""Invitations that waited for their date to come near, offers that nobody answered, names kept long enough."""

from events.kit import clock
from events.kit.jobs import every_day, every_minute
from events.registration.actions import erase_expired, lapse_offers, send_due_invitations


def invite_when_due() -> None:
    send_due_invitations(clock.now())


every_minute("send-due-invitations", invite_when_due)


def pass_offers_on() -> None:
    lapse_offers(clock.now())


every_minute("pass-offers-on", pass_offers_on)


def erase_old_names() -> None:
    erase_expired(clock.now())


every_day("erase-old-names", erase_old_names)
