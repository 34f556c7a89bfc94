"""The run's folder and the shut network. What needs the app is in tests/support/fixtures.py."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support import network, postgres
from tests.support.folder import RUN


def pytest_configure(config: pytest.Config) -> None:
    """Make the run's folder; in a worker of pytest-xdist it is there already."""
    if not hasattr(config, "workerinput"):
        folder = Path(tempfile.mkdtemp(prefix="devket-tests-"))
        folder.chmod(0o755)  # PostgreSQL runs as another user
        os.environ[RUN] = str(folder)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop what the run started and take its folder away, also after failures."""
    if not hasattr(config, "workerinput"):
        folder = Path(os.environ.pop(RUN))
        postgres.stop(folder)
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(autouse=True, scope="session")
def _network_is_shut() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        network.shut(patch)
        yield
