"""What only the tests of the house need."""

from __future__ import annotations

import pytest
from flask import Flask

from devket.web import health


@pytest.fixture
def fresh_probes(app: Flask) -> None:
    """Let the next probe look anew."""
    health.forget(app)
