"""What the tests of accounts share: a hasher that counts, and reading a mailed link."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from flask import Flask

from devket.accounts.services import Passwords
from devket.accounts.views.pages import PASSWORDS
from devket.db import db
from tests.support.client import CSRF_FIELD


class CountingPasswords(Passwords):
    """The app's hasher, which also counts its work and sees that no lock is held meanwhile."""

    def __init__(self) -> None:
        super().__init__(1)
        self.checked = 0
        self.hashed = 0

    def hash(self, password: str) -> str:
        assert not db.session().in_transaction(), "others wait for this hash"
        self.hashed += 1
        return super().hash(password)

    def matches(self, password: str, hashed: str | None) -> bool:
        assert not db.session().in_transaction(), "others wait for this hash"
        self.checked += 1
        return super().matches(password, hashed)


@pytest.fixture
def hasher(app: Flask) -> Iterator[CountingPasswords]:
    """Let the app hash with a hasher that counts."""
    before = app.extensions[PASSWORDS]
    app.extensions[PASSWORDS] = counting = CountingPasswords()
    yield counting
    app.extensions[PASSWORDS] = before


def link_in(text: str) -> str:
    """Return the path of the link in a mail; its origin is the configured one."""
    found = re.search(r"^http://localhost(/\S+)$", text, re.MULTILINE)
    assert found, text
    return found.group(1)


def csrf_in(html: str) -> str:
    """Return the token in a page's first form."""
    return html.split(f'name="{CSRF_FIELD}" value="')[1].split('"', maxsplit=1)[0]
