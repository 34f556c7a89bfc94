"""Programs of others, each in an environment of its own, as their users install them."""

from __future__ import annotations

import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from tests.support.folder import run_folder

CLIENTS = Path(__file__).parents[1] / "clients"
SECONDS = 600  # for an index that is far away


@cache
def environment(name: str) -> Path:
    """Return the folder of the programs of `tests/clients/<name>.txt`, installed once a process.

    Skips the test when the package index cannot be reached; under CI that is a failure.
    """
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    folder = run_folder() / f"clients-{name}-{worker}"
    _run(sys.executable, "-m", "venv", str(folder))
    pip = (str(folder / "bin" / "pip"), "install", "--quiet", "--disable-pip-version-check")
    done = _run(*pip, "--requirement", str(CLIENTS / f"{name}.txt"))
    if done.returncode:
        told = f"the clients in tests/clients/{name}.txt cannot be installed: {done.stderr[-2000:]}"
        pytest.fail(told) if os.environ.get("CI") else pytest.skip(told)
    return folder / "bin"


def _run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=SECONDS)
