"""Clients of the wallabag API as they read answers: each with the types its language insists on."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from devket.compat.wallabag.services import clients, tokens
from devket.compat.wallabag.services.clients import known
from devket.core.clock import utcnow
from devket.db import transaction
from tests.support.client import AuditingClient
from tests.support.people import Person

DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+0000")
Check = Callable[[Any], bool]


@dataclass(slots=True)
class Program:
    """A client with its token: `api("GET", "/api/entries")` returns the parsed answer."""

    client: AuditingClient
    client_id: str
    secret: str
    access: str
    refresh: str

    def ask(self, method: str, path: str, **options: Any) -> TestResponse:
        """Send a request with the token."""
        headers = {"Authorization": f"Bearer {self.access}", **options.pop("headers", {})}
        return self.client.open(f"/wallabag{path}", method=method, headers=headers, **options)

    def __call__(self, method: str, path: str, status: int = 200, **options: Any) -> Any:
        """Send a request, see that its answer has this status and plain JSON, return that."""
        answer = self.ask(method, path, **options)
        told = answer.get_data(as_text=True)
        assert answer.status_code == status, f"{method} {path}: {answer.status_code} {told[:400]}"
        assert answer.headers["Content-Type"] == "application/json"
        return json.loads(told)


def program(app: Flask, person: Person, client: AuditingClient) -> Program:
    """Set a client up for somebody."""
    client.settle()
    with app.app_context(), transaction() as session:
        made = clients.make(session, person.user_id, "An app", clock=utcnow)
        row = known(session, made.client_id, made.secret, utcnow())
        assert row is not None
        pair = tokens.issue(session, row, clock=utcnow)
    return Program(client, made.client_id, made.secret, pair.access, pair.refresh)


def integer(told: Any) -> bool:
    """A whole number: in JSON `true` is none."""
    return isinstance(told, int) and not isinstance(told, bool)


def text(told: Any) -> bool:
    return isinstance(told, str)


def boolean(told: Any) -> bool:
    return isinstance(told, bool)


def date(told: Any) -> bool:
    return isinstance(told, str) and bool(DATE.fullmatch(told))


def zero_or_one(told: Any) -> bool:
    return integer(told) and told in (0, 1)


def maybe(check: Check) -> Check:
    return lambda told: told is None or check(told)


def each(check: Check) -> Check:
    return lambda told: isinstance(told, list) and all(map(check, told))


def shaped(**fields: Check) -> Check:
    """An object that has at least these fields; none may be missing."""
    return lambda told: (
        isinstance(told, Mapping)
        and all(name in told and check(told[name]) for name, check in fields.items())
    )


def faults(told: Any, fields: Mapping[str, Check]) -> list[str]:
    """Return what is wrong with an object, by the names of its fields."""
    return [
        f"{name}: {told.get(name)!r}" if name in told else f"{name} is missing"
        for name, check in fields.items()
        if name not in told or not check(told[name])
    ]


TAG = shaped(id=integer, label=text, slug=lambda told: text(told) and told != "")
RANGE = shaped(start=text, end=text, startOffset=lambda t: text(t) or integer(t))
ANNOTATION = shaped(
    id=integer,
    annotator_schema_version=text,
    user=text,
    text=text,
    quote=maybe(text),
    created_at=date,
    updated_at=date,
    ranges=each(RANGE),
)
# From the tables of what each client decodes, and which of it may be null.
ENTRY: dict[str, dict[str, Check]] = {
    "KOReader": {
        "id": integer,
        "title": lambda told: text(told) and told != "",
        "url": text,
        "mimetype": text,
        "tags": each(TAG),
        "is_archived": zero_or_one,
    },
    "iOS": {
        "id": integer,
        "title": maybe(text),
        "url": text,
        "is_archived": zero_or_one,
        "is_starred": zero_or_one,
        "content": text,
        "created_at": date,
        "updated_at": date,
        "published_at": maybe(date),
        "published_by": maybe(each(text)),
        "tags": each(TAG),
        "reading_time": integer,
        "preview_picture": maybe(text),
        "domain_name": maybe(text),
        "language": maybe(text),
    },
    "Android": {
        "id": integer,
        "title": text,
        "url": text,
        "given_url": maybe(text),
        "origin_url": maybe(text),
        "is_archived": zero_or_one,
        "is_starred": zero_or_one,
        "is_public": boolean,
        "content": maybe(text),
        "created_at": date,
        "updated_at": date,
        "archived_at": maybe(date),
        "starred_at": maybe(date),
        "published_at": maybe(date),
        "annotations": maybe(each(ANNOTATION)),
        "tags": each(TAG),
        "reading_time": lambda told: integer(told) and told >= 0,
        "uid": maybe(text),
    },
    "Frigoligo": {
        "id": integer,
        "uid": maybe(text),
        "is_archived": zero_or_one,
        "is_starred": zero_or_one,
        "is_public": boolean,
        "http_status": maybe(text),
        "headers": maybe(lambda told: isinstance(told, dict)),
        "published_by": maybe(each(text)),
        "reading_time": integer,
        "user_id": integer,
        "user_name": text,
        "user_email": text,
        "annotations": maybe(each(ANNOTATION)),
        "tags": each(TAG),
        "created_at": date,
        "updated_at": date,
        "hashed_url": maybe(text),
        "hashed_given_url": maybe(text),
    },
    "wallabago": {
        "id": integer,
        "is_archived": integer,
        "is_starred": integer,
        "is_public": boolean,
        "created_at": date,
        "updated_at": date,
        "published_at": maybe(date),
        "title": text,
        "url": text,
        "language": maybe(text),
        "reading_time": integer,
        "_links": shaped(self=shaped(href=text)),
        "tags": each(TAG),
        "annotations": maybe(each(ANNOTATION)),
    },
}
ENVELOPE: dict[str, Check] = {
    "page": integer,
    "limit": integer,
    "pages": lambda told: integer(told) and told >= 1,
    "total": integer,
    "_links": shaped(self=shaped(href=text), first=shaped(href=text), last=shaped(href=text)),
    "_embedded": shaped(items=each(lambda told: isinstance(told, dict))),
}
TOKEN: dict[str, Check] = {
    "access_token": lambda told: text(told) and told != "",
    "expires_in": lambda told: integer(told) and told > 300,
    "refresh_token": lambda told: text(told) and told != "",
    "token_type": lambda told: told == "bearer",
    "scope": maybe(text),
}
CONFIG: dict[str, Check] = {
    "id": integer,
    "items_per_page": integer,
    "language": text,
    "feed_limit": integer,
    "reading_speed": lambda told: isinstance(told, float),
    "action_mark_as_read": integer,
    "list_mode": integer,
}
