"""Tools that tests share between projects, beside this project's folder."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PLACE = "../shared/tools"


def shared_tool(name: str) -> Path:
    """Return the tool's path. Without it the test is skipped, or in CI fails, saying so."""
    found = (ROOT / PLACE / name).resolve()
    if not found.exists():
        missing(f"this test needs {PLACE}/{name} beside the project's folder")
    return found


def missing(told: str) -> None:
    """Skip the test at work for want of something; in CI, where all must be there, fail it."""
    if os.environ.get("CI"):
        pytest.fail(told)
    pytest.skip(told)
