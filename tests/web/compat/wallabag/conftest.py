"""Clients of two people: alice's program, and carol's, which must meet nothing of alice."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from tests.support.client import AuditingClient
from tests.support.people import Person
from tests.support.wallabag import Program, program

NewClient = Callable[[], AuditingClient]


@pytest.fixture
def api(app: Flask, alice: Person, new_client: NewClient) -> Program:
    """Return alice's program."""
    return program(app, alice, new_client())


@pytest.fixture
def strange(app: Flask, carol: Person, new_client: NewClient) -> Program:
    """Return carol's program."""
    return program(app, carol, new_client())
