"""Everything that changes registrations. Seats are taken and given back only under the lock of their Capacity."""

from events.registration.actions.add import add_talk
from events.registration.actions.calls import record_call, reopen_call
from events.registration.actions.change import change_details
from events.registration.actions.erase import erase_expired, erase_registration
from events.registration.actions.give_back import give_back_all, give_back_seat, give_back_talk
from events.registration.actions.invitations import send_due_invitations
from events.registration.actions.links import answer_link_requests, ask_for_links, renew_calendar_link
from events.registration.actions.news import tell_of_release
from events.registration.actions.newsletter import confirm_newsletter, leave_newsletter
from events.registration.actions.offers import accept_offer, lapse_offers, promote_by_hand
from events.registration.actions.promote import fill_free_seats
from events.registration.actions.register import register
from events.registration.actions.terms import drop_terms, open_now, replace_members, set_terms

__all__ = [
    "accept_offer",
    "add_talk",
    "answer_link_requests",
    "ask_for_links",
    "change_details",
    "confirm_newsletter",
    "drop_terms",
    "erase_expired",
    "erase_registration",
    "fill_free_seats",
    "give_back_all",
    "give_back_seat",
    "give_back_talk",
    "lapse_offers",
    "leave_newsletter",
    "open_now",
    "promote_by_hand",
    "record_call",
    "register",
    "renew_calendar_link",
    "reopen_call",
    "replace_members",
    "send_due_invitations",
    "set_terms",
    "tell_of_release",
]
