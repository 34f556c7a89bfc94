"""Programs of the people of the tests."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.support.people import Person
from tests.web.api.asking import Program, program


@pytest.fixture
def hers(app: Flask, alice: Person) -> Program:
    """A program that acts for alice, and may do everything."""
    return program(app, alice)


@pytest.fixture
def carols(app: Flask, carol: Person) -> Program:
    """A program that acts for carol."""
    return program(app, carol)
