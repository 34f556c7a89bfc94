"""The test client: every answer is audited, every POST carries a real CSRF token."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from contextvars import Context
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer
from werkzeug.test import TestResponse

from tests.support.auditing import audit

CSRF_FIELD, SALT = "csrf_token", "wtf-csrf-token"


class AuditingClient(FlaskClient):
    """Flask's client, each request in a context of its own and each answer checked.

    `is_auditing = False` lets a test look at an answer that is wrong on purpose.
    """

    def __init__(self, app: Flask, *, settle: Callable[[], object]) -> None:
        super().__init__(app, app.response_class, use_cookies=True)
        # Called before each request: the test's own session commits, for the request to see it.
        self.settle = settle
        self.is_auditing = True

    @property
    def htmx(self) -> Htmx:
        """The same client, asking as htmx does."""
        return Htmx(self)

    def open(self, *args: Any, **options: Any) -> TestResponse:
        """Send a request. Nothing of the test's app context can leak into it."""
        self.settle()
        # Buffered: else the view's clean-up would run when, and where, the answer is read.
        options["buffered"] = True
        response: TestResponse = Context().run(super().open, *args, **options)
        if self.is_auditing:
            audit(response, self.application)
        return response

    def post(self, *args: Any, **options: Any) -> TestResponse:
        """Send a form as a person's browser would: with the token of their session."""
        token = self.csrf_token()
        data = options.get("data")
        if data is None and "json" not in options:
            options["data"] = {CSRF_FIELD: token}
        elif isinstance(data, dict):
            options["data"] = {CSRF_FIELD: token, **data}
        else:
            options["headers"] = {**dict(options.get("headers") or {}), "X-CSRFToken": token}
        return super().post(*args, **options)

    def post_without_csrf(self, *args: Any, **options: Any) -> TestResponse:
        """Send a form as another site could make a browser do."""
        return super().post(*args, **options)

    def keep_in_session(self, key: str, value: object) -> None:
        """Put a value into the browser's session cookie, as the app would have."""
        Context().run(self._keep, key, value)

    def _keep(self, key: str, value: object) -> None:
        with self.session_transaction() as session:
            session[key] = value

    def csrf_token(self) -> str:
        """Return a valid token of this client's session."""
        return str(Context().run(self._sign_token))

    def _sign_token(self) -> str | bytes:
        with self.session_transaction() as session:
            raw = session.setdefault(CSRF_FIELD, secrets.token_hex(20))
        # As flask_wtf.csrf.generate_csrf does it, which would need a request under way.
        return URLSafeTimedSerializer(self.application.secret_key or "", SALT).dumps(raw)


class Htmx:
    """Sends what htmx sends: the `HX-Request` header."""

    def __init__(self, client: AuditingClient) -> None:
        self._client = client

    def get(self, path: str, **options: Any) -> TestResponse:
        """GET as htmx."""
        return self._client.get(path, headers=_with_htmx(options), **options)

    def post(self, path: str, **options: Any) -> TestResponse:
        """POST as htmx, with a CSRF token."""
        return self._client.post(path, headers=_with_htmx(options), **options)


def _with_htmx(options: dict[str, Any]) -> dict[str, str]:
    return {**dict(options.pop("headers", None) or {}), "HX-Request": "true"}
