"""Programs of the tests: each acts for a person with a token."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from devket.accounts.models import Kind
from devket.accounts.services import credentials
from devket.accounts.services.credentials import SCOPES
from devket.core.clock import utcnow
from devket.db import transaction
from tests.support.client import AuditingClient
from tests.support.people import Person

ALL = " ".join(SCOPES)


def token_of(app: Flask, user_id: int, scopes: str = ALL) -> str:
    """Make a token and return its secret."""
    with app.app_context(), transaction() as session:
        return credentials.issue(session, user_id, Kind.API, clock=utcnow, scopes=scopes).secret


@dataclass(frozen=True, slots=True)
class Program:
    """A program with a token. Paths are those below `/api/v1`."""

    client: AuditingClient
    token: str

    def ask(self, method: str, path: str, **options: Any) -> TestResponse:
        """Send a request."""
        headers = {"Authorization": f"Bearer {self.token}", **options.pop("headers", {})}
        at = path if path.startswith("/api/") else f"/api/v1{path}"
        at = at.removeprefix("http://localhost")
        return self.client.open(at, method=method, headers=headers, **options)

    def get(self, path: str, **options: Any) -> TestResponse:
        """Ask for something."""
        return self.ask("GET", path.removeprefix("http://localhost"), **options)

    def told(self, method: str, path: str, status: int = 200, **options: Any) -> Any:
        """Send a request, expect this status, return the JSON of the answer."""
        answer = self.ask(method, path, **options)
        assert answer.status_code == status, (answer.status, answer.text)
        return answer.get_json() if answer.data else None


def program(app: Flask, person: Person, scopes: str = ALL) -> Program:
    """Return a program that acts for a person."""
    person.client.settle()
    return Program(person.client, token_of(app, person.user_id, scopes))
