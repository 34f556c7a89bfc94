"""The run's folder and the shut network. What needs the app is in tests/support/fixtures.py."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest
from xdist.scheduler import LoadScopeScheduling

from tests.support import network, postgres, s3
from tests.support.folder import RUN

PREFIX = "devket-tests-"
OF_CONTAINERS = tuple(
    f"tests/deploy/test_{name}" for name in ("image", "delivery", "walk", "compose")
)

# What lasts longest; whatever is not named here is many quick tests, which fill the end.
SLOW_FIRST = tuple(
    f"tests/{folder}/" for folder in ("browser", "deploy", "contracts", "web", "integration")
)


def pytest_configure(config: pytest.Config) -> None:
    """Make the run's folder; in a worker of pytest-xdist it is there already."""
    if not hasattr(config, "workerinput"):
        _let_bytecode_be_kept()
        _clear_away_what_was_killed()
        folder = Path(tempfile.mkdtemp(prefix=PREFIX))
        folder.chmod(0o755)  # PostgreSQL runs as another user
        (folder / "pid").write_text(str(os.getpid()), encoding="ascii")
        os.environ[RUN] = str(folder)


def _let_bytecode_be_kept() -> None:
    """Else each worker rewrites all tests anew, and each process compiles all of Devket."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.dont_write_bytecode = False


class Groups(LoadScopeScheduling):  # type: ignore[misc]  # xdist carries no types
    """Gives out whole modules, so that what a module shares is made by one worker alone.

    The tests of containers stay together, for the image is built once, and those of the browser,
    which share one Devket: two browsers at once beside the containers wait for each other.
    pytest-xdist's own way writes the group into a test's name, which pytest 9.2 does not let it do.
    """

    def _split_scope(self, nodeid: str) -> str:
        return _group_of(nodeid)

    def schedule(self) -> None:
        """Give out what is there; a worker in the place of one that crashed gets to its last test.

        A worker waits with its last test for the next one or for its end, and pytest-xdist tells it
        of neither when that test is all that the crash left.
        """
        is_later = self.collection is not None
        super().schedule()
        for node in self.nodes if is_later else ():
            self._reschedule(node)


def _group_of(nodeid: str) -> str:
    module = nodeid.split("::", 1)[0]
    if module.startswith(OF_CONTAINERS):
        return "containers"
    return "browser" if module.startswith("tests/browser/") else module


def _place_of(nodeid: str) -> int:
    if nodeid.startswith(OF_CONTAINERS):
        return -1
    return next((n for n, folder in enumerate(SLOW_FIRST) if nodeid.startswith(folder)), 99)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Groups:
    """Give out the tests by groups, in the order in which they were sorted, not by their number."""
    config.option.loadscopereorder = False
    return Groups(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest, so that nobody waits for it at the end."""
    items.sort(key=lambda item: _place_of(item.nodeid))
    if os.environ.get("CI"):
        _grant_a_second_try(items)


def _grant_a_second_try(items: list[pytest.Item]) -> None:
    """Let what depends on a strange machine's clock fail twice before it counts.

    Browsers and containers only. The summary names each that needed it: it is a race to be mended.
    """
    for item in items:
        if item.nodeid.startswith(("tests/browser/", "tests/deploy/")):
            item.add_marker(pytest.mark.flaky(reruns=1))


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop what the run started and take its folder away, also after failures."""
    if not hasattr(config, "workerinput"):
        _clear_away(Path(os.environ.pop(RUN)))


def _clear_away(folder: Path) -> None:
    postgres.stop(folder)
    s3.stop(folder)
    shutil.rmtree(folder, ignore_errors=True)


def _clear_away_what_was_killed() -> None:
    """Stop the servers of runs that had no time to do so themselves."""
    for pid in Path(tempfile.gettempdir()).glob(f"{PREFIX}*/pid"):
        owner = pid.read_text(encoding="ascii")
        if owner.isdigit() and not psutil.pid_exists(int(owner)):
            _clear_away(pid.parent)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Show the tables that tests drew up; a worker of pytest-xdist could not print them itself."""
    for report in terminalreporter.stats.get("passed", []):
        for title, table in report.user_properties:
            terminalreporter.section(str(title))
            terminalreporter.write_line(str(table))


@pytest.fixture(autouse=True, scope="session")
def _network_is_shut() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        network.shut(patch)
        yield
