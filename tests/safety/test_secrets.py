"""What must not be told to those who read logs, and to other people of the machine."""

import logging
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from events.calendar.rules.text import common_name
from events.config import read_settings
from events.extensions import db


def test_a_failed_statement_names_nobody(app: Flask) -> None:
    with app.app_context(), pytest.raises(OperationalError) as failure:
        db.session.execute(text("SELECT :name FROM nowhere"), {"name": "Bob Cassel"})
    assert isinstance(failure.value, SQLAlchemyError)
    assert "Bob" not in str(failure.value)


def test_an_unknown_host_leaves_no_fault_in_the_log(client: FlaskClient, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        assert client.get("/", headers={"Host": "evil.example"}).status_code == 400
    assert caplog.records == []


def test_the_folder_of_the_instance_is_the_services_alone(tmp_path: Path) -> None:
    folder = read_settings({"EVENTS_INSTANCE": str(tmp_path / "made")}).instance
    assert folder.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("name", ["[Click](https://evil.example)", "https://evil.example/x", "www.evil.example"])
def test_a_name_in_an_invitation_is_no_link(name: str) -> None:
    assert not any(link in common_name(name) for link in ("://", "www.e", "](", "evil.example"))
