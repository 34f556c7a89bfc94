"""Environments of Python for clients from the package index, one each, made once a run."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.folder import run_folder
from tests.support.processes import ROOT

CLIENTS = ROOT / "tests" / "clients"
_PATIENCE = 600  # seconds for the package index


def environment(name: str) -> Path:
    """Return the folder of an environment with what `tests/clients/<name>.txt` names.

    Without a package index the test is skipped; in CI it must run.
    """
    folder = run_folder() / f"client-{name}"
    with (run_folder() / f"client-{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # other workers of the run may want the same
        if not (folder / "made").exists():
            subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
            wanted = ["-r", str(CLIENTS / f"{name}.txt")]
            pip = [str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet"]
            done = subprocess.run(
                [*pip, "--disable-pip-version-check", *wanted],
                capture_output=True,
                text=True,
                check=False,
                timeout=_PATIENCE,
            )
            if done.returncode != 0:
                assert not os.environ.get("CI"), done.stderr
                pytest.skip(f"{name} could not be had from the package index")
            (folder / "made").touch()
    return folder


def run_in(folder: Path, *command: str, feed: str = "", home: Path) -> str:
    """Run a command of an environment with a home of its own; fail with what it said."""
    kept = {"PATH": os.environ["PATH"], "HOME": str(home), "LANG": "C.UTF-8", "COLUMNS": "120"}
    done = subprocess.run(
        [str(folder / "bin" / command[0]), *command[1:]],
        input=feed,
        capture_output=True,
        text=True,
        check=False,
        cwd=home,
        env=kept,
        timeout=120,
    )
    assert done.returncode == 0, f"{command}: {done.stdout}\n{done.stderr}"
    return done.stdout + done.stderr
