"""What importing a kept file would do, found out by doing it without storing anything; and doing it."""

from collections.abc import Mapping
from datetime import datetime

from events.event.models import Event
from events.kit.transaction import rehearsal
from events.programme.actions.imports import import_schedule
from events.programme.actions.uploads import Findings, Upload, use_upload
from events.programme.exchange.reading import read_schedule
from events.programme.exchange.report import Report
from events.programme.exchange.setting import setting_of
from events.programme.exchange.shape import FiledTalk, Schedule
from events.programme.exchange.sheets.fields import Field
from events.programme.exchange.sheets.files import read_columns, tables_in

MOST_SHOWN = 200
"""Talks that a preview lists."""


def rehearse_upload(
    event: Event, upload: Upload, sheet: int | None, columns: Mapping[Field, int], *, complete: bool, now: datetime
) -> None:
    """Note with the file what its import would do. Raises Refused for a file without talks."""
    chosen = Findings(sheet, {field.value: column for field, column in columns.items()}, complete)
    report = Report()
    schedule = _schedule_in(upload.content, chosen, event, report)
    with rehearsal():
        import_schedule(event, schedule, report, now=now)
    upload.note(_with_results(chosen, schedule, report))


def import_upload(event: Event, upload: Upload, findings: Findings, *, now: datetime, account_id: int) -> None:
    """What was rehearsed, in one transaction; then the file's content goes."""
    report = Report()
    schedule = _schedule_in(upload.content, findings, event, report)
    import_schedule(event, schedule, report, now=now, account_id=account_id)
    use_upload(upload)


def _schedule_in(content: bytes, chosen: Findings, event: Event, report: Report) -> Schedule:
    if chosen.sheet is None:
        return read_schedule(content, report, setting_of(event))
    columns = {Field(name): column for name, column in chosen.columns.items()}
    return read_columns(tables_in(content)[chosen.sheet], columns, report, setting_of(event), complete=chosen.complete)


def _with_results(chosen: Findings, schedule: Schedule, report: Report) -> Findings:
    times = sum(1 for slot in schedule.slots if slot.talk)
    numbers = {"talks": len(schedule.talks), "times": times, "breaks": len(schedule.slots) - times}
    lines = [[line.mark.value, str(line)] for line in report.lines]
    slots: dict[str, list[list[str]]] = {}
    for slot in schedule.slots:
        slots.setdefault(slot.talk, []).append([slot.starts_at.isoformat(), slot.room])
    talks = [_shown(talk, slots.get(talk.key, [])) for talk in schedule.talks[:MOST_SHOWN]]
    return Findings(chosen.sheet, chosen.columns, chosen.complete, numbers, lines, talks)


def _shown(talk: FiledTalk, slots: list[list[str]]) -> list[object]:
    """Title, ISO beginnings with rooms, and names."""
    return [next(iter(talk.title.values()), ""), slots, [person.name for person in talk.persons]]
