"""`make run`: web and worker together, ended together."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from tests.support.processes import END_SECONDS, ROOT, Installation, end, kill_group, wait_until


@pytest.fixture
def place(tmp_path: Path) -> Installation:
    return Installation(tmp_path)


@pytest.fixture
def together(place: Installation) -> Iterator[subprocess.Popen[bytes]]:
    process = place.start()
    place.wait_until_ready()
    yield process
    kill_group(process)


def family(process: subprocess.Popen[bytes]) -> list[psutil.Process]:
    """Return the processes that descend from one, the nearest first."""
    return psutil.Process(process.pid).children(recursive=True)


def test_the_command_of_the_readme_starts_it() -> None:
    dry = subprocess.run(
        ["make", "-n", "run"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert "python -m deploy.together" in dry.stdout


def test_the_first_page_is_served_on_a_fresh_folder(
    place: Installation, together: subprocess.Popen[bytes]
) -> None:
    assert place.flask("check").returncode == 0
    assert f"Devket is at {place.base}" in place.told()
    assert (place.folder / "data" / "devket.db").exists()


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_ends_both(together: subprocess.Popen[bytes], how: signal.Signals) -> None:
    started = family(together)
    assert len(started) >= 2
    os.killpg(together.pid, how)  # as a terminal does: to all of them at once
    assert together.wait(END_SECONDS) == 0
    wait_until(lambda: not alive(started), seconds=5, told="a process outlived the rest")


def alive(processes: list[psutil.Process]) -> list[psutil.Process]:
    """Return those that still run."""
    return [p for p in processes if p.is_running() and p.status() != psutil.STATUS_ZOMBIE]


@pytest.mark.parametrize("victim", [0, 1], ids=["web", "worker"])
def test_when_one_dies_the_other_ends_and_says_why(
    place: Installation, together: subprocess.Popen[bytes], victim: int
) -> None:
    started = family(together)
    direct = psutil.Process(together.pid).children()
    direct[victim].kill()
    assert together.wait(END_SECONDS) == 1
    assert f"The {['web server', 'worker'][victim]} has ended (status -9)" in place.told()
    wait_until(lambda: not alive(started), seconds=10, told="a process outlived the rest")


def test_a_wrong_setting_is_told_in_a_sentence(place: Installation) -> None:
    place.extra = {"DEVKET_SIGNUP": "perhaps", "DEVKET_WEB_THREADS": "many"}
    assert end_by_itself(place) == 1
    told = place.told()
    assert "Traceback" not in told
    assert "DEVKET_SIGNUP" in told
    assert "DEVKET_WEB_THREADS" in told


def end_by_itself(place: Installation) -> int:
    """Start it where it cannot run and return the status with which it ended."""
    process = place.start()
    try:
        return process.wait(60)
    finally:
        end(process)


def test_started_twice_it_finds_its_data_again(place: Installation) -> None:
    for _ in range(2):
        process = place.start()
        place.wait_until_ready()
        assert end(process) == 0
    assert list((place.folder / "data").glob("*.bak")) == []


@pytest.mark.parametrize(
    ("setting", "told"),
    [
        ({"DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none"}, "The database cannot be used:"),
        ({"DEVKET_DATA": "/dev/null/devket"}, "DEVKET_DATA: /dev/null/devket cannot be made"),
    ],
)
def test_what_keeps_it_from_starting_is_told_in_a_sentence(
    tmp_path: Path, setting: dict[str, str], told: str
) -> None:
    env = {**os.environ, "DEVKET_DATA": str(tmp_path), **setting}
    ended = subprocess.run(
        [sys.executable, "-m", "deploy.together"],
        cwd=ROOT, env=env, capture_output=True, text=True, timeout=END_SECONDS, check=False,
    )  # fmt: skip
    assert ended.returncode == 1
    assert told in ended.stderr
    assert "Traceback" not in ended.stderr
