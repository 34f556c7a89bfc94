"""The folder of this run of the tests, known to every process of it."""

from __future__ import annotations

import os
from pathlib import Path

RUN = "DEVKET_TEST_RUN"  # inherited by the workers of pytest-xdist


def run_folder() -> Path:
    """Return the folder that lives as long as the run."""
    return Path(os.environ[RUN])
