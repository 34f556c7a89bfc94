"""What happens in the image when a program is killed, and when the whole is told to end."""

from __future__ import annotations

import re
import shutil
import subprocess
import threading
from time import monotonic, sleep

import pytest
import urllib3

from tests.support.containers import HELD_TIGHT, Container, container, docker
from tests.support.processes import wait_until
from tests.support.tools import missing

BACK, NOISE = 2.0, 2.0  # seconds promised, and times a busy machine may take


VISITORS = 6


class Visitors:
    """Some who ask one page after the other, each on a connection that is kept; all is counted."""

    def __init__(self, running: Container, number: int = VISITORS) -> None:
        self.answers: list[int] = []
        self.lost: list[str] = []
        self._base = running.base
        self._ends = threading.Event()
        self._threads = [threading.Thread(target=self._ask) for _ in range(number)]

    def __enter__(self) -> Visitors:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ends.set()
        for thread in self._threads:
            thread.join()

    def _ask(self) -> None:
        pool = urllib3.PoolManager(retries=False, timeout=20)
        while not self._ends.is_set():
            try:
                self.answers.append(pool.request("GET", self._base + "/login").status)
            except urllib3.exceptions.HTTPError as error:
                self.lost.append(type(error).__name__)
                sleep(0.05)


@pytest.mark.parametrize("name", ["gunicorn", "worker", "nginx"])
def test_a_killed_program_is_back_at_once(devket: Container, name: str) -> None:
    wait_until(lambda: "RUNNING" in _status(devket, name), seconds=20, told=_status(devket, name))
    eldest = devket.processes(name)[0]
    with Visitors(devket) as visitors:
        sleep(0.5)
        begun = monotonic()
        devket.run("sh", "-c", f"kill -9 {eldest}")
        wait_until(
            lambda: (
                any(one != eldest for one in devket.processes(name)[:1]) and devket.is_answering()
            ),
            seconds=BACK * NOISE,
            told=devket.logs(),
        )
        print(f"{name} is back after {monotonic() - begun:.2f} s")
        sleep(1)
    assert set(visitors.answers) == {200}
    if name != "nginx":  # which is the connections themselves
        assert visitors.lost == []


def _status(running: Container, name: str) -> str:
    told = running.run("supervisorctl", "-c", "/app/supervisord.conf", "status").stdout
    return next((line for line in told.splitlines() if line.startswith(name)), "")


def test_a_killed_process_of_gunicorn_fails_no_more_than_it_was_answering(
    devket: Container,
) -> None:
    with Visitors(devket) as visitors:
        sleep(0.5)
        devket.run("sh", "-c", f"kill -9 {devket.processes('gunicorn')[-1]}")
        sleep(2)
    assert set(visitors.answers) == {200}
    # What it had begun to answer is cut; whoever asks anew, also on a kept connection, is answered.
    assert len(visitors.lost) <= VISITORS


def test_ending_under_load_drops_no_request(image: str) -> None:
    wrk = shutil.which("wrk")
    if wrk is None:
        missing("this test needs wrk: install the package wrk")
    with container(image, *HELD_TIGHT) as running:
        running.wait_until_ready()
        command = [str(wrk), "-t1", "-c8", "-d6s", f"{running.base}/login"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as load:
            sleep(3)
            begun = monotonic()
            docker("stop", "-t", "60", running.name, seconds=90)
            print(f"ended after {monotonic() - begun:.1f} s")
            told, _ = load.communicate()
        assert running.state("ExitCode") == "0"
        served = int(re.findall(r"(\d+) requests in", told)[0])
        assert served > 0, told
        assert "Non-2xx" not in told, told
        statuses = {line["status"] for line in running.lines() if line.get("path") == "/login"}
        assert statuses == {200}
        # Whoever comes afterwards is refused; wrk counts those as what it could not write.
        assert not re.search(r"read [1-9]|timeout [1-9]", told), told
