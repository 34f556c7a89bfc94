"""Programs of the people of the tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from devket.web.parts import Parts
from tests.support.people import Person
from tests.support.receiver import Receiver, receiving
from tests.web.api.asking import Program, program


@pytest.fixture
def hers(app: Flask, alice: Person) -> Program:
    """A program that acts for alice, and may do everything."""
    return program(app, alice)


@pytest.fixture
def carols(app: Flask, carol: Person) -> Program:
    """A program that acts for carol."""
    return program(app, carol)


@pytest.fixture
def receiver(change_parts: Callable[..., Parts]) -> Iterator[Receiver]:
    """Run a receiver of webhooks that the app may reach."""
    with receiving() as made:
        change_parts(post=made.fetch().post)
        yield made
