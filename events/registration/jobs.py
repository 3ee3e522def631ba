"""What time asks for: invitations whose date came near, offers nobody answered, names kept long enough, lost links."""

from events.kit import clock
from events.kit.jobs import every_day, every_minute, job
from events.registration.actions import answer_link_requests, erase_expired, lapse_offers, send_due_invitations


def invite_when_due() -> None:
    send_due_invitations(clock.now())


every_minute("send-due-invitations", invite_when_due)


def pass_offers_on() -> None:
    lapse_offers(clock.now())


every_minute("pass-offers-on", pass_offers_on)


def erase_old_names() -> None:
    erase_expired(clock.now())


every_day("erase-old-names", erase_old_names)


@job
def look_for_lost_links() -> None:
    answer_link_requests(clock.now())


every_minute("look-for-lost-links", look_for_lost_links)
