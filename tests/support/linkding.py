"""An app that speaks linkding, and the shapes that its strictest readers decode."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from devket.accounts.models import Kind
from devket.accounts.services import credentials
from devket.core.clock import utcnow
from devket.db import transaction
from tests.support.client import AuditingClient
from tests.support.people import Person

BASE = "/linkding/api"
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z")
# cosmicding decodes into structs of Rust: neither null nor another type where a text stands.
_BOOKMARK: dict[str, tuple[type, ...]] = {
    **dict.fromkeys(("url", "title", "description", "notes"), (str,)),
    **dict.fromkeys(("web_archive_snapshot_url", "date_added", "date_modified"), (str,)),
    **dict.fromkeys(("favicon_url", "preview_image_url"), (str, type(None))),
    **dict.fromkeys(("website_title", "website_description"), (str, type(None))),
    **dict.fromkeys(("is_archived", "unread", "shared"), (bool,)),
    "id": (int,),
    "tag_names": (list,),
}


@dataclass(frozen=True, slots=True)
class Client:
    """Sends what an app sends: a token, no cookie."""

    client: AuditingClient
    token: str
    word: str = "Token"

    def ask(self, method: str, path: str, **more: Any) -> TestResponse:
        """Send a request below `/linkding/api`."""
        headers = {"Authorization": f"{self.word} {self.token}", **more.pop("headers", {})}
        return self.client.open(BASE + path, method=method, headers=headers, **more)

    def get(self, path: str, **more: Any) -> Any:
        """Return what a good answer holds."""
        answer = self.ask("GET", path, **more)
        assert answer.status_code == 200, answer.text
        return answer.get_json()

    def make(self, url: str, **fields: Any) -> Any:
        """Make a bookmark and return it."""
        answer = self.ask("POST", "/bookmarks/", json={"url": url, **fields})
        assert answer.status_code == 201, answer.text
        return strict(answer.get_json())


def client_of(app: Flask, person: Person, client: AuditingClient) -> Client:
    """Give a person's app a token."""
    client.settle()
    with app.app_context(), transaction() as session:
        issued = credentials.issue(session, person.user_id, Kind.LINKDING, clock=utcnow)
        return Client(client, issued.secret)


def strict(bookmark: Any) -> Any:
    """Return a bookmark after a look at every key and type."""
    assert bookmark.keys() == _BOOKMARK.keys()
    wrong = {
        key: bookmark[key] for key, kinds in _BOOKMARK.items() if type(bookmark[key]) not in kinds
    }
    assert not wrong
    assert all(type(name) is str for name in bookmark["tag_names"])
    assert all(_TIME.fullmatch(bookmark[key]) for key in ("date_added", "date_modified"))
    return bookmark


def strict_list(told: Any) -> list[Any]:
    """Return the bookmarks of an envelope after a look at all of it."""
    assert told.keys() == {"count", "next", "previous", "results"}
    assert type(told["count"]) is int
    return [strict(one) for one in told["results"]]
