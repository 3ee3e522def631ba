"""`flask serve`: one command for the pages, the worker and, where wanted, the demonstration."""

import contextvars
import gc
import os
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime

import click
from flask import Flask, current_app
from flask_migrate import upgrade

from events.config import Settings
from events.extensions import db
from events.kit import clock
from events.kit.commands import command
from events.kit.errors import Refused
from events.kit.schema import Schema, schema
from events.kit.settings import settings
from events.people.queries import is_empty_installation
from events.people.setup import set_up_code

HOST = "127.0.0.1"
DEMONSTRATION_STARTS = datetime.fromisoformat("2026-01-15T10:00+01:00")


@command("serve")
@click.option("--demo", is_flag=True, help="Load the demonstration and start the clock two weeks before its lecture.")
@click.option("--port", type=click.IntRange(1, 65535), envvar="PORT", default=8000, show_default=True)
def serve(demo: bool, port: int) -> None:
    """Serve the pages with a worker beside them, until stopped by Ctrl-C."""
    from events.kit.server import run_server

    app = current_app._get_current_object()  # type: ignore[attr-defined]
    refuse_taken(port)
    for signum in (signal.SIGTERM, signal.SIGINT):
        signal.signal(signum, lambda *_: sys.exit(0))
    choose(app, chosen_settings(settings(), port, demo=demo))
    with clock_for_all(settings(), demo=demo):
        prepare_database(demo=demo)
        announce(port, demo=demo)
        gc.collect()
        gc.freeze()
        contextvars.Context().run(run_server, app, f"{HOST}:{port}", app.extensions["run_worker"])


def refuse_taken(port: int) -> None:
    with socket.socket() as attempt:
        attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            attempt.bind((HOST, port))
        except OSError as error:
            raise Refused(f"Port {port} cannot be used ({error.strerror}): choose another one with PORT=…") from error


def chosen_settings(known: Settings, port: int, *, demo: bool) -> Settings:
    """The settings with the port that was asked for and, in a demonstration, its moment."""
    if "EVENTS_BASE_URL" not in os.environ:
        known = replace(known, base_url=f"http://{HOST}:{port}")
    if demo and not known.base_is_loopback:
        raise Refused("The demonstration runs only where EVENTS_BASE_URL is a loopback address.")
    return replace(known, now=known.now or DEMONSTRATION_STARTS) if demo else known


def choose(app: Flask, chosen: Settings) -> None:
    app.config["SETTINGS"] = chosen
    clock.start_at(chosen.now)


@contextmanager
def clock_for_all(chosen: Settings, *, demo: bool) -> Iterator[None]:
    """While the demonstration runs, other commands find its moment beside the database."""
    file, mine = chosen.instance / "clock", os.getpid()
    if demo and chosen.now:
        file.write_text(chosen.now.isoformat() + "\n")
    try:
        yield
    finally:
        if demo and os.getpid() == mine:  # a forked child leaves through here too
            file.unlink(missing_ok=True)


def prepare_database(*, demo: bool) -> None:
    state = schema()
    if state is Schema.NEWER:
        raise Refused("The database was made by a newer version of Estrade: start that one.")
    if state is Schema.OLDER:
        upgrade()
    if demo:
        from events.cli.demo import load_demonstration

        load_demonstration()
    db.session.remove()
    db.engine.dispose()


def announce(port: int, *, demo: bool) -> None:
    """Where to look, and how to get in."""
    address = f"http://{HOST}:{port}"
    click.echo(f"Estrade: {address}/")
    click.echo(f"Organisers: {address}/organise/")
    if demo:
        announce_sign_ins()
    elif is_empty_installation():
        click.echo(f"To begin, open {address}/set-up and give this code: {set_up_code()}")
    click.echo("Ctrl-C stops.")
    db.session.remove()
    db.engine.dispose()


def announce_sign_ins() -> None:
    from events.cli.demo.organisation import DESK, ORGANISER, sign_in_of

    for email in (ORGANISER, DESK):
        account = sign_in_of(email)
        click.echo(f"Sign in as {account['name']}: {email}, password {account['password']}")


commands = (serve,)
