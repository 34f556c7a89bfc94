"""Marks these tests: they start real processes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support import containers
from tests.support.containers import HELD_TIGHT, Container, container
from tests.support.fixtures import *  # noqa: F403  # fixtures are found by name

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what is in this folder."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.deploy)


@pytest.fixture(scope="session")
def image() -> str:
    """Return the image, built once a run, as its tests run on one worker."""
    return containers.build()


@pytest.fixture(scope="module")
def devket(image: str) -> Iterator[Container]:
    """A container that serves, as tightly held as it is meant to be, for a whole module."""
    with container(image, *HELD_TIGHT, "-m", "256m") as running:
        running.wait_until_ready()
        yield running
