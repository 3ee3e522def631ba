"""Everything that changes organisations, persons, accounts, sessions and pictures."""

from events.people.actions.accounts import (
    EmailTaken,
    add_account,
    add_organiser,
    change_account,
    change_password,
    remove_organiser,
)
from events.people.actions.organisations import (
    AlreadySetUp,
    NameTaken,
    add_organisation,
    change_organisation,
    let_organise,
    send_test_mail,
    set_up,
)
from events.people.actions.passwords import ask_for_new_password
from events.people.actions.persons import add_person, forget_persons
from events.people.actions.pictures import describe_picture, store_picture
from events.people.actions.sessions import end_all_sessions, end_session, open_session, sign_in

__all__ = [
    "AlreadySetUp",
    "EmailTaken",
    "NameTaken",
    "add_account",
    "add_organisation",
    "add_organiser",
    "add_person",
    "ask_for_new_password",
    "change_account",
    "change_organisation",
    "change_password",
    "describe_picture",
    "end_all_sessions",
    "end_session",
    "forget_persons",
    "let_organise",
    "open_session",
    "remove_organiser",
    "send_test_mail",
    "set_up",
    "sign_in",
    "store_picture",
]
