"""The house stands as its plan says: the ladder, the templates, the settings."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from flask import Flask

from events.config import WrongSetting, read_settings
from tests.conftest import make_app

ROOT = Path(__file__).parent.parent
LONGEST = 300


def test_rooms_call_down_and_signal_up() -> None:
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout


def test_every_template_compiles(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    for template in app.jinja_env.list_templates(extensions=["html", "txt"]):
        app.jinja_env.get_template(template)


def test_files_stay_small() -> None:
    too_long = {
        str(file.relative_to(ROOT)): lines
        for file in ROOT.glob("events/**/*.py")
        if (lines := len(file.read_text().splitlines())) > LONGEST
    }
    assert too_long == {}


def test_only_views_and_what_stands_beside_them_ask_for_the_time() -> None:
    """Below a view, job or command the moment is an argument."""
    pure = ("rules", "models", "policies", "queries", "actions", "mails")
    asking = [
        str(file.relative_to(ROOT))
        for file in ROOT.glob("events/*/**/*.py")
        if any(part in pure for part in (file.stem, file.parent.name)) and "clock.now(" in file.read_text()
    ]
    assert asking == []


def test_pages_carry_no_inline_style_or_script() -> None:
    inline = re.compile(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*(?:src=|ld\+json))", re.IGNORECASE)
    pages = [
        file
        for file in ROOT.glob("templates/**/*.html")
        if "mail" not in file.relative_to(ROOT).parts and "documents" not in file.parts and file.name != "mail.html"
    ]
    assert [str(page.relative_to(ROOT)) for page in pages if inline.search(page.read_text())] == []


@pytest.mark.parametrize(
    "environ",
    [
        {"EVENTS_BASE_URL": "events.example.org"},
        {"EVENTS_DATABASE_URL": "mysql://localhost/estrade"},
        {"EVENTS_MAIL_URL": "imap://localhost"},
        {"EVENTS_PROXIES": "two"},
        {"EVENTS_SECRET_KEY": "short"},
        {"EVENTS_NOW": "tomorrow"},
        {"EVENTS_NOW": "2026-01-15T10:00"},
        {"EVENTS_NOW": "2026-01-15T10:00+01:00", "EVENTS_BASE_URL": "https://events.example.org"},
    ],
)
def test_wrong_settings_refuse_to_start_with_one_sentence(tmp_path: Path, environ: dict[str, str]) -> None:
    with pytest.raises(WrongSetting, match=r"^[^\n]+\.$"):
        read_settings({"EVENTS_INSTANCE": str(tmp_path), **environ})


def test_old_secret_keys_stay_valid(tmp_path: Path) -> None:
    keys = "new-new-new-new-new,old-old-old-old-old"
    settings = read_settings({"EVENTS_INSTANCE": str(tmp_path), "EVENTS_SECRET_KEY": keys})
    assert settings.secret_keys == tuple(keys.split(","))


def test_another_host_name_is_refused(app: Flask) -> None:
    assert app.test_client().get("/healthz", headers={"Host": "evil.example"}).status_code == 400
