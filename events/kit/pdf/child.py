"""The process that draws one paper: JSON on standard input, PDF on standard output, then it ends.

Arguments: bytes of address space, seconds of processor time. Exit status 3 means out of memory, 1 any other
error, with its last line on standard error. Started by path, not as a module: it needs nothing of the project.
"""

import base64
import gc
import json
import os
import resource
import sys
import tempfile
import warnings
from pathlib import Path
from typing import Any

OUT_OF_MEMORY = 3
SCHEME = "asset:"
NOWHERE = "asset:/"
"""What relative addresses start from; none of them leads anywhere."""


def limit(memory_bytes: int, processor_seconds: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (processor_seconds, processor_seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def draw(paper: dict[str, Any]) -> bytes:
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class NamedAssets(URLFetcher):  # type: ignore[misc]
        """Opens the assets of this paper by name, and nothing else whatsoever."""

        def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
            asset = paper["assets"].get(url.removeprefix(SCHEME)) if url.startswith(SCHEME) else None
            if asset is None:
                raise ValueError("not an asset of this paper")
            body = Path(asset["path"]).read_bytes() if "path" in asset else base64.b64decode(asset["base64"])
            return URLFetcherResponse(url, body)

    fonts, fetcher = FontConfiguration(), NamedAssets()
    source = {"url_fetcher": fetcher, "base_url": NOWHERE}
    sheets = [CSS(string=text, font_config=fonts, **source) for text in paper["stylesheets"]]
    document = HTML(string=paper["html"], **source)
    pdf: bytes = document.write_pdf(
        stylesheets=sheets, font_config=fonts, pdf_variant="pdf/ua-1", presentational_hints=False
    )
    return pdf


def main() -> int:
    limit(int(sys.argv[1]), int(sys.argv[2]))
    # One paper, then the end: collecting cycles would only cost time.
    gc.disable()
    warnings.simplefilter("ignore")
    try:
        with tempfile.TemporaryDirectory(prefix="paper-") as folder:
            tempfile.tempdir = folder
            pdf = draw(json.load(sys.stdin.buffer))
    except MemoryError:
        return OUT_OF_MEMORY
    except Exception as error:  # noqa: BLE001 (its text is what the parent reports)
        sys.stderr.write(f"{type(error).__name__}: {error}\n")
        return 1
    sys.stdout.buffer.write(pdf)
    sys.stdout.buffer.flush()
    return 0


if __name__ == "__main__":
    status = main()
    # Leaves without tearing down a million objects.
    sys.stderr.flush()
    os._exit(status)
