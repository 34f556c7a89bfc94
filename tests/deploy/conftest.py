"""Marks these tests: they start real processes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.fixtures import *  # noqa: F403  # fixtures are found by name

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what is in this folder."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.deploy)
