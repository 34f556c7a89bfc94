"""Who may import whom: the contracts of `.importlinter` hold."""

from __future__ import annotations

import subprocess
import sys

from tests.architecture.sources import ROOT, files

FEATURES = ("accounts", "library", "offline", "reading", "search")
# The nine names of a feature, and what every package has.
WORDS = {
    "models", "policies", "queries", "services", "forms", "presenters", "views", "jobs", "cli",
    "templates", "__init__",
}  # fmt: skip


def test_the_contracts_of_imports_hold() -> None:
    run = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    done = subprocess.run(
        [sys.executable, "-c", run, "--no-cache"],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout[done.stdout.find("Broken contracts") :] + done.stderr


def test_a_feature_has_no_files_but_the_nine() -> None:
    found = {
        f"{feature}/{path.name}"
        for feature in FEATURES
        for path in files(f"devket/{feature}/*")
        if path.suffix == ".py" and path.stem not in WORDS
    }
    assert not found
