"""Reading files needs sentences, but no database."""

from collections.abc import Iterator

import pytest

from tests.conftest import make_app


@pytest.fixture(scope="module")
def sentences(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The application's context, in which reports are worded."""
    with make_app(tmp_path_factory.mktemp("sentences")).app_context():
        yield
