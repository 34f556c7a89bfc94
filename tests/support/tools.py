"""The tools that stand beside the project: real containers, a real S3 server."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[3] / "shared" / "tools"


def tool(name: str) -> Path:
    """Return the tool of this name; without it the test is skipped, but under CI it fails."""
    found = FOLDER / name
    if not found.exists():
        missing = f"{name} is not in ../shared/tools, which this test needs"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    return found
