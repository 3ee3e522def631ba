"""What is made of an address that was typed."""

import pytest
from flask import Flask

from events.kit.errors import Refused
from events.kit.fields import normal_email


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Bob@Example.ORG", "Bob@example.org"),
        ("a@exämple.org", "a@xn--exmple-cua.org"),
        ("é@example.org", "é@example.org"),
        ("o'x+y@example.org", "o'x+y@example.org"),
    ],
)
def test_an_address_is_kept_as_it_travels(typed: str, kept: str) -> None:
    assert normal_email(typed) == kept


@pytest.mark.parametrize("typed", ["=?utf-8?q?x?=@example.org", "a@b.fr,c@d.fr", "a@[127.0.0.1]", "<a@b.fr>"])
def test_what_no_header_takes_is_refused(app: Flask, typed: str) -> None:
    with app.test_request_context(), pytest.raises(Refused):
        normal_email(typed)
