"""Whose word counts about where a request comes from."""

from __future__ import annotations

import pytest
from flask import Flask, request
from werkzeug.test import Client

from devket.web import proxies


@pytest.fixture
def told() -> Client:
    """An app behind proxies in 10.0.0.0/8 that answers with the client's address."""
    app = Flask("told")
    app.add_url_rule("/", view_func=lambda: request.remote_addr or "nobody")
    proxies.init_app(app, trusted=("10.0.0.0/8",))
    return Client(app)


@pytest.mark.parametrize(
    ("peer", "seen"),
    [
        ("10.1.2.3", "192.0.2.7"),
        ("::ffff:10.1.2.3", "192.0.2.7"),
        ("", "192.0.2.7"),  # a unix socket
        ("192.0.2.1", "192.0.2.1"),
        ("::1", "::1"),
        ("no address", "no address"),
    ],
)
def test_only_a_named_proxy_is_believed(told: Client, peer: str, seen: str) -> None:
    headers = {"X-Forwarded-For": "198.51.100.9, 192.0.2.7"}
    answer = told.get("/", headers=headers, environ_overrides={"REMOTE_ADDR": peer})
    assert answer.text == seen
