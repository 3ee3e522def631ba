"""Schedules of other programs and spreadsheets in, our own out."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from flask import Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answer

from events.event.access import event_page
from events.event.models import Event
from events.event.policies import can_edit_programme
from events.kit import clock
from events.kit.dates import day_in_words, hour_in_words
from events.kit.errors import Refused
from events.kit.languages import current_language
from events.people.access import signed_in_account
from events.programme.actions.rehearsals import import_upload, rehearse_upload
from events.programme.actions.uploads import Upload, drop_upload, find_upload, keep_upload
from events.programme.exchange.reading import reads_as_sheet
from events.programme.exchange.sheets.fields import Field
from events.programme.exchange.sheets.files import tables_in
from events.programme.exchange.sheets.table import Table, guess_mapping
from events.programme.exchange.stored import draft_schedule
from events.programme.exchange.writing import FORMATS
from events.programme.forms.exchange import PARTS, ColumnsForm, UploadForm
from events.programme.views.blueprint import programme


@programme.get("/organise/<event_slug>/import")
@event_page(can_edit_programme)
def import_page(event: Event) -> ResponseReturnValue:
    return _import_page(event, UploadForm(formdata=None))


@programme.post("/organise/<event_slug>/import")
@event_page(can_edit_programme)
def send_schedule(event: Event) -> ResponseReturnValue:
    """Keep the file; a sheet's columns are asked for next, any other file is previewed."""
    form = UploadForm()
    if not form.validate():
        return _import_page(event, form), 422
    now = clock.now()
    upload = keep_upload(event.id, signed_in_account().id, form.file.data.read(), now=now)
    try:
        return _next_step(event, upload, now)
    except Refused as refusal:
        drop_upload(upload)
        form.file.errors = [str(refusal)]
        return _import_page(event, form), 422


@programme.get("/organise/<event_slug>/import/<reference>/columns")
@event_page(can_edit_programme)
def columns(event: Event, reference: str) -> ResponseReturnValue:
    """Which column means what: as guessed, or as chosen before."""
    upload = _unused(event, reference)
    tables, number = _tables(upload)
    known = upload.findings
    chosen = {Field(name): column for name, column in known.columns.items()} if known and known.sheet == number else {}
    form = ColumnsForm.of(tables[number], chosen or guess_mapping(tables[number]), event.language, formdata=None)
    form.complete.data = bool(known and known.complete)
    return _columns_page(event, reference, form, tables, number)


@programme.post("/organise/<event_slug>/import/<reference>/columns")
@event_page(can_edit_programme)
def choose_columns(event: Event, reference: str) -> ResponseReturnValue:
    upload = _unused(event, reference)
    tables, number = _tables(upload)
    form = ColumnsForm.of(tables[number], {}, event.language)
    if form.validate():
        try:
            rehearse_upload(event, upload, number, form.mapped(), complete=form.complete.data, now=clock.now())
            return _to("import_preview", event, upload)
        except Refused as refusal:
            form.form_errors.append(str(refusal))
    return _columns_page(event, reference, form, tables, number), 422


@programme.get("/organise/<event_slug>/import/<reference>")
@event_page(can_edit_programme)
def import_preview(event: Event, reference: str) -> ResponseReturnValue:
    """What importing would do, as a rehearsal found out."""
    findings = _unused(event, reference).findings or abort(404)
    lines: dict[str, list[str]] = {}
    for mark, words in findings.lines:
        lines.setdefault(mark, []).append(words)
    talks = [(title, _when(event, slots), ", ".join(names)) for title, slots, names in findings.talks]
    return render_template(
        "programme/import_preview.html", event=event, reference=reference, findings=findings, lines=lines, talks=talks
    )


@programme.post("/organise/<event_slug>/import/<reference>")
@event_page(can_edit_programme)
def confirm_import(event: Event, reference: str) -> ResponseReturnValue:
    """All of it or nothing; pressed twice it is done once."""
    upload = _upload(event, reference)
    if not upload.is_used:
        findings = upload.findings or abort(404)
        try:
            import_upload(event, upload, findings, now=clock.now(), account_id=signed_in_account().id)
        except Refused as refusal:
            form = UploadForm(formdata=None)
            form.file.errors = [str(refusal)]
            return _import_page(event, form), 422
        flash(_("The file has been imported."), "success")
    return redirect(url_for("programme.talks", event_slug=event.slug), 303)


@programme.get("/organise/<event_slug>/programme.<any(csv, xlsx, xml, json):ending>")
@event_page(can_edit_programme)
def programme_file(event: Event, ending: str) -> ResponseReturnValue:
    """The draft timetable as a file."""
    form = FORMATS[ending]
    response = Response(form.write(draft_schedule(event)), mimetype=form.mimetype)
    response.headers.set("Content-Disposition", "attachment", filename=f"{event.slug}.{form.ending}")
    return response


def _next_step(event: Event, upload: Upload, now: datetime) -> Answer:
    if reads_as_sheet(upload.content):
        tables_in(upload.content)
        return _to("columns", event, upload)
    rehearse_upload(event, upload, None, {}, complete=True, now=now)
    return _to("import_preview", event, upload)


def _to(page: str, event: Event, upload: Upload) -> Answer:
    return redirect(url_for(f"programme.{page}", event_slug=event.slug, reference=upload.reference), 303)


def _upload(event: Event, reference: str) -> Upload:
    return find_upload(event.id, signed_in_account().id, reference, now=clock.now()) or abort(404)


def _unused(event: Event, reference: str) -> Upload:
    upload = _upload(event, reference)
    return abort(404) if upload.is_used else upload


def _tables(upload: Upload) -> tuple[list[Table], int]:
    """The sheets of the file, and the number of the one that is asked for."""
    if not reads_as_sheet(upload.content):
        abort(404)
    tables = tables_in(upload.content)
    number = request.values.get("sheet", 0, type=int)
    return (tables, number) if 0 <= number < len(tables) else abort(404)


def _import_page(event: Event, form: UploadForm) -> str:
    names = (("site.schedule_calendar", _("Calendar")), ("site.open_agenda", "OpenAgenda"))
    files = [(words, url_for(page, event_slug=event.slug), "") for page, words in names]
    return render_template("programme/import.html", event=event, form=form, public_files=files)


def _columns_page(event: Event, reference: str, form: ColumnsForm, tables: Sequence[Table], number: int) -> str:
    parts = [(head, [form[field.value] for field in fields if field.value in form]) for head, fields in PARTS]
    samples = {field.name: _samples(tables[number], field.data) for _head, fields in parts for field in fields}
    return render_template(
        "programme/import_columns.html",
        event=event,
        reference=reference,
        form=form,
        parts=[(head, fields) for head, fields in parts if fields],
        samples=samples,
        tables=tables,
        number=number,
    )


def _samples(table: Table, column: str | None) -> str:
    """What stands in a chosen column; nothing for none, and for a number that is none of the sheet."""
    chosen = int(column) if column and column.isascii() and column.isdecimal() and len(column) < 4 else -1
    return " · ".join(table.samples(chosen)) if 0 <= chosen < len(table.columns) else ""


def _when(event: Event, slots: Sequence[tuple[str, str]]) -> list[str]:
    """« jeudi 29 janvier 2026, 14 h 30, Salle A » for each time."""
    zone, language = ZoneInfo(event.zone), current_language()
    found = []
    for written, room in slots:
        moment = datetime.fromisoformat(written)
        local = moment.astimezone(zone) if moment.tzinfo else moment.replace(tzinfo=zone)
        found.append(", ".join(filter(None, (day_in_words(local, language), hour_in_words(local, language), room))))
    return found
