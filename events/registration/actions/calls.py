"""Whom to ring: people without e-mail who hold or wait for a seat of a talk that changes."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from events.activity.actions import note
from events.extensions import db
from events.kit.transaction import transaction
from events.programme.rules import Change
from events.registration.models import Call, Registration
from events.registration.queries.calls import open_calls_about
from events.registration.rules import changes_noted, note_of


def keep_calls(talk_id: int, news: Iterable[tuple[Registration, Sequence[Change]]], now: datetime) -> None:
    """One open call for each of these people, with the latest news; none where what she knows is true again."""
    with transaction():
        open_calls = open_calls_about(talk_id)
        for registration, changes in news:
            _keep_call(open_calls.get(registration.id), registration, talk_id, changes, now)


def record_call(call: Call, words: str, *, now: datetime, account_id: int) -> None:
    """She knows. Pressed twice, the first one counts."""
    with transaction():
        db.session.refresh(call, with_for_update={"of": Call})
        if call.done_at is None:
            call.done_at, call.done_by_id, call.note = now, account_id, words
            _note("called", call, now, account_id)


def reopen_call(call: Call, *, now: datetime, account_id: int) -> None:
    """It was ticked by mistake. Newer news about the same talk take its place, told from what she knew before it."""
    with transaction():
        db.session.refresh(call, with_for_update={"of": Call})
        if call.done_at is None:
            return
        newer = open_calls_about(call.talk_id).get(call.registration_id)
        if newer:
            call.after = {**call.after, **newer.after}
            call.before = {**newer.before, **call.before}
            db.session.delete(newer)
            db.session.flush()
        call.done_at = call.done_by_id = None
        _note("call reopened", call, now, account_id)


def _keep_call(
    call: Call | None, registration: Registration, talk_id: int, changes: Sequence[Change], now: datetime
) -> None:
    before = {str(change.slot_id): note_of(change.before) for change in changes}
    after = {str(change.slot_id): note_of(change.after) for change in changes}
    if call is None:
        call = Call(event_id=registration.event_id, registration=registration, talk_id=talk_id, created_at=now)
        call.before, call.after = before, after
        db.session.add(call)
        return
    call.before, call.after = {**before, **call.before}, {**call.after, **after}
    if not changes_noted(call.before, call.after):
        db.session.delete(call)


def _note(verb: str, call: Call, now: datetime, account_id: int) -> None:
    thing, event_key = f"registration:{call.registration_id}", f"event:{call.event_id}"
    note(verb, thing, now=now, account_id=account_id, event_key=event_key, talk_id=call.talk_id)
