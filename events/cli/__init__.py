"""The `flask …` commands, for whoever runs the service and for other programs.

They call the same actions as the pages. Bad input ends with one clear line and a status other than zero.
"""

from importlib import import_module
from pkgutil import iter_modules

from flask import Flask


def init_app(app: Flask) -> None:
    """Registers the `commands` that each module of this folder offers."""
    for module in iter_modules(__path__, f"{__name__}."):
        for command in getattr(import_module(module.name), "commands", ()):
            app.cli.add_command(command)
