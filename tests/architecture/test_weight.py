"""What a process loads: the engine is for the sandbox's helper, not for the web or the worker."""

from __future__ import annotations

import subprocess
import sys

from tests.architecture.sources import ROOT

_ENGINE = ("engine", "write", "rules", "sites", "shells", "heuristic", "normalise", "finish")
_ROOMS = ("code", "about", "embedded")


def test_neither_the_web_nor_the_worker_loads_the_engine() -> None:
    asked = "import sys, devket.app; print(*sys.modules)"  # all that both of them start with
    done = subprocess.run(
        [sys.executable, "-c", asked],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
        timeout=60,
    )
    loaded = set(done.stdout.split())
    assert "devket.capture.sandbox.parent" in loaded
    assert not loaded & {f"devket.capture.{room}" for room in (*_ENGINE, *_ROOMS)}
