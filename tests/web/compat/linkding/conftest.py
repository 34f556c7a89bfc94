"""Clients of two people: alice's app, and carol's, which must meet nothing of alice."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from tests.support.client import AuditingClient
from tests.support.linkding import Client, client_of
from tests.support.people import Person

NewClient = Callable[[], AuditingClient]


@pytest.fixture
def ding(app: Flask, alice: Person, new_client: NewClient) -> Client:
    """Return alice's app."""
    return client_of(app, alice, new_client())


@pytest.fixture
def strange(app: Flask, carol: Person, new_client: NewClient) -> Client:
    """Return carol's app."""
    return client_of(app, carol, new_client())
