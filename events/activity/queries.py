"""Reading what was done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select

from events.activity.models import Activity
from events.extensions import db

NOBODY = 0
"""Stands for the public and commands, who have no account."""


@dataclass(frozen=True)
class Scope:
    """Of what one may read: one event's acts, or an organisation's with those of all its events.

    `hidden` are kinds of things ("registration") that this reader may not see.
    """

    event_keys: tuple[str, ...]
    organisation_id: int | None = None
    hidden: tuple[str, ...] = ()


@dataclass(frozen=True)
class Wanted:
    """What is looked for; None and '' is everything. `account_id` may be NOBODY; moments from, up to."""

    account_id: int | None = None
    kind: str = ""
    since: datetime | None = None
    until: datetime | None = None


def activities(scope: Scope, wanted: Wanted, *, offset: int, limit: int) -> Sequence[Activity]:
    """The newest first."""
    query = _found(select(Activity), scope, wanted).order_by(Activity.at.desc(), Activity.id.desc())
    return db.session.scalars(query.offset(offset).limit(limit)).all()


def activities_of(thing: str) -> Sequence[Activity]:
    """What was done to one thing, the oldest first."""
    return db.session.scalars(select(Activity).filter_by(thing=thing).order_by(Activity.at, Activity.id)).all()


def number_of_activities(scope: Scope, wanted: Wanted) -> int:
    return db.session.scalar(_found(select(func.count(Activity.id)), scope, wanted)) or 0


def accounts_active_in(scope: Scope) -> set[int | None]:
    """Ids of whoever did anything there; None stands for the public and commands."""
    return set(db.session.scalars(select(Activity.account_id).distinct().where(*_within(scope))))


def _found(query: Select[Any], scope: Scope, wanted: Wanted) -> Select[Any]:
    query = query.where(*_within(scope))
    if wanted.account_id is not None:
        query = query.where(Activity.account_id == (wanted.account_id or None))
    if wanted.kind:
        query = query.where(_is_of(wanted.kind))
    if wanted.since:
        query = query.where(Activity.at >= wanted.since)
    return query.where(Activity.at < wanted.until) if wanted.until else query


def _within(scope: Scope) -> list[ColumnElement[bool]]:
    place: ColumnElement[bool] = Activity.event_key.in_(scope.event_keys)
    if scope.organisation_id is not None:
        place = or_(place, Activity.organisation_id == scope.organisation_id)
    return [place, *(~_is_of(kind) for kind in scope.hidden)]


def _is_of(kind: str) -> ColumnElement[bool]:
    return Activity.thing.startswith(f"{kind}:", autoescape=True)
