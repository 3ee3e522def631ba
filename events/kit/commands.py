"""Commands whose errors are sentences: `@command()` for a single one, `group()` for those that share a first word."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import click
from flask.cli import AppGroup, with_appcontext
from flask_babel import force_locale
from sqlalchemy.exc import DataError, OperationalError

from events.kit.errors import Refused


@contextmanager
def sentences() -> Iterator[None]:
    """What can't be done is said in one line, in English, without a traceback."""
    with force_locale("en"):
        try:
            yield
        except Refused as refusal:
            raise click.ClickException(str(refusal)) from refusal
        except OperationalError as error:
            reason = str(error.orig).strip().splitlines()[0]
            raise click.ClickException(f"The database cannot be used: {reason}.") from error
        except (OverflowError, UnicodeError, DataError) as error:
            raise click.ClickException("A number, day or letter given here is none that can be kept.") from error
        except OSError as error:
            raise click.ClickException(f"{error.strerror or error}: {error.filename or ''}".rstrip(": ")) from error


class CommandGroup(AppGroup):
    """Several commands with a first word in common, as `flask mail status` and `flask mail retry`."""

    def invoke(self, ctx: click.Context) -> Any:
        with sentences():
            return super().invoke(ctx)


class SingleCommand(click.Command):
    def invoke(self, ctx: click.Context) -> Any:
        with sentences():
            return super().invoke(ctx)


def command(name: str) -> Callable[[Callable[..., Any]], click.Command]:
    """Makes a function with the application's context around it a command of its own."""
    return lambda function: click.command(name, cls=SingleCommand)(with_appcontext(function))
