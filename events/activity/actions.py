"""Noting an act, inside the transaction that does it."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import update

from events.activity.models import Activity
from events.extensions import db
from events.kit.transaction import transaction


def forget(things: Collection[str]) -> None:
    """What was done to these, by whom and when stays; what was noted beside it goes."""
    with transaction():
        db.session.execute(update(Activity).where(Activity.thing.in_(things)).values(detail={}))


def note(
    verb: str,
    thing: str,
    *,
    now: datetime,
    account_id: int | None = None,
    organisation_id: int | None = None,
    event_key: str = "",
    **detail: Any,
) -> None:
    """Write down that `verb` (past tense) happened to `thing` ("talk:12"). `detail` holds no names."""
    with transaction():
        db.session.add(
            Activity(
                at=now,
                account_id=account_id,
                organisation_id=organisation_id,
                event_key=event_key,
                thing=thing,
                verb=verb,
                detail=detail,
            )
        )
