"""The floor of all pages: a constant answer from the server that serves ours, with its settings.

`python -m benchmarks.constant PORT`; `/<n>` is answered with n bytes.
"""

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, cast

from events.kit.server import Pages

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse


def constant(environ: dict[str, Any], start_response: "StartResponse") -> Iterable[bytes]:
    body = b"." * int(environ["PATH_INFO"].strip("/") or 0)
    start_response("200 OK", [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(body)))])
    return [body]


if __name__ == "__main__":
    Pages(cast("Any", constant), f"127.0.0.1:{sys.argv[1]}").run()
