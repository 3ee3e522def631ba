"""The demonstration: a season of lectures in Calais and a small congress, for whoever tries the service.

It promises to be loaded once, whole or not at all, through the same actions as the pages, without a mail to
anybody. Its contents stand as data in `content/`.
"""

from events.cli.demo.commands import commands
from events.cli.demo.loading import load_demonstration

__all__ = ["commands", "load_demonstration"]
