"""What any queue must do, over SQLite, PostgreSQL and Redis: run, delay, try again, never twice."""

from __future__ import annotations

import shutil
import socket
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

import pytest
from huey.constants import EmptyData

from devket.core.clock import monotonic, sleep
from devket.db import Access, opener
from devket.jobs import Job, Queue, make_huey
from devket.jobs.registry import DAILIES, JOBS
from tests.support.databases import POSTGRESQL, SQLITE, Databases

KINDS = ("sqlite", "postgres", "redis")
SOON = 15.0  # seconds within which a queue must have moved, on a busy machine
Open = Callable[[], Queue]


class Ledger:
    """Notes which jobs ran, and how many at once."""

    def __init__(self) -> None:
        self.ran: list[int] = []
        self.failures_left = 0
        self.seconds = 0.0
        self._lock = threading.Lock()

    def run(self, number: int) -> None:
        """The job: note, linger, fail as often as it is told to."""
        with self._lock:
            self.ran.append(number)
            fails = self.failures_left > 0
            self.failures_left -= 1
        sleep(self.seconds)
        if fails:
            raise RuntimeError("told to fail")


@pytest.fixture
def ledger() -> Ledger:
    return Ledger()


@pytest.fixture
def job(ledger: Ledger) -> Iterator[Job]:
    made = Job("tests.note", ledger.run, retries=3, retry_delay=1)
    JOBS[made.name] = made
    yield made
    del JOBS[made.name]


@pytest.fixture(params=KINDS)
def open_queue(
    request: pytest.FixtureRequest, databases: Databases, tmp_path: Path
) -> Iterator[Open]:
    """Give a function that opens the one queue anew, as each process does."""
    database = databases.fresh(POSTGRESQL if request.param == "postgres" else SQLITE)
    place = _redis(tmp_path) if request.param == "redis" else nullcontext(request.param)
    with place as url:
        opened: list[Queue] = []

        def open_one() -> Queue:
            huey = make_huey(url, data=tmp_path, connect=opener(database, Access()))
            opened.append(Queue(huey, around=nullcontext))
            return opened[-1]

        yield open_one
        for queue in opened:
            queue.close()


@contextmanager
def _redis(folder: Path) -> Iterator[str]:
    if not shutil.which("redis-server"):
        pytest.skip("redis-server is not installed")
    path = folder / "redis.sock"
    command = ["redis-server", "--port", "0", "--unixsocket", str(path), "--save", ""]
    server = subprocess.Popen([*command, "--dir", str(folder)], stdout=subprocess.DEVNULL)
    try:
        wait_until(lambda: _answers(path))
        yield f"unix://{path}"
    finally:
        server.terminate()
        server.wait()


def _answers(path: Path) -> bool:
    """Tell whether somebody listens there: the file is there a moment earlier."""
    with socket.socket(socket.AF_UNIX) as client:
        return client.connect_ex(str(path)) == 0


def wait_until(holds: Callable[[], bool]) -> None:
    """Wait until something holds; fail when it does not soon."""
    end = monotonic() + SOON
    while not holds():
        assert monotonic() < end, "it did not happen"
        sleep(0.02)


@contextmanager
def consuming(queue: Queue) -> Iterator[None]:
    """Let a consumer work in the background."""
    consumer = queue.consumer(threads=2)
    consumer.start()
    try:
        yield
    finally:
        consumer.stop(graceful=True)


def test_a_job_sent_by_one_process_is_run_by_another(
    open_queue: Open, job: Job, ledger: Ledger
) -> None:
    open_queue().enqueue(job, 7)
    assert ledger.ran == []
    assert open_queue().run_pending() == 1
    assert ledger.ran == [7]
    assert open_queue().run_pending() == 0


def test_jobs_run_in_the_order_in_which_they_came(
    open_queue: Open, job: Job, ledger: Ledger
) -> None:
    queue = open_queue()
    for number in range(20):
        queue.enqueue(job, number)
    queue.run_pending()
    assert ledger.ran == list(range(20))


def test_a_delayed_job_waits_for_its_time(open_queue: Open, job: Job, ledger: Ledger) -> None:
    queue = open_queue()
    queue.enqueue(job, 1, delay=2)
    begun = monotonic()
    assert queue.run_pending() in (0, 1)  # taken from the queue, put on the schedule
    assert ledger.ran == []
    with consuming(queue):
        wait_until(lambda: ledger.ran == [1])
    assert monotonic() - begun > 1.5


def test_a_failed_job_is_tried_again_later_and_later(
    open_queue: Open, job: Job, ledger: Ledger
) -> None:
    queue, ledger.failures_left = open_queue(), 2
    queue.enqueue(job, 5)
    begun = monotonic()
    with consuming(queue):
        wait_until(lambda: len(ledger.ran) == 3)
        took = monotonic() - begun
        sleep(0.3)
    assert ledger.ran == [5, 5, 5]
    assert took > 2.5  # one second, then two


def test_a_job_that_always_fails_is_given_up(open_queue: Open, job: Job, ledger: Ledger) -> None:
    queue, ledger.failures_left = open_queue(), 100
    last = Job(job.name, job.run, retries=1, retry_delay=0)
    queue.enqueue(last, 5)
    with consuming(queue):
        wait_until(lambda: len(ledger.ran) == 2)
        sleep(1)
    assert ledger.ran == [5, 5]


def test_two_workers_never_run_one_job_twice(open_queue: Open, job: Job, ledger: Ledger) -> None:
    sender, ledger.seconds = open_queue(), 0.005
    for number in range(60):
        sender.enqueue(job, number)
    with consuming(open_queue()), consuming(open_queue()):
        wait_until(lambda: len(ledger.ran) >= 60)
        sleep(0.3)
    assert sorted(ledger.ran) == list(range(60))


def test_a_job_of_another_release_harms_nothing(
    open_queue: Open, job: Job, ledger: Ledger, caplog: pytest.LogCaptureFixture
) -> None:
    queue = open_queue()
    queue.enqueue(Job("tests.of_yesterday", ledger.run, retries=0, retry_delay=0), 1)
    queue.enqueue(job, 2)
    assert queue.run_pending() == 2
    assert ledger.ran == [2]
    assert "tests.of_yesterday" in caplog.text


def test_results_are_not_kept(open_queue: Open, job: Job) -> None:
    queue = open_queue()
    queue.enqueue(job, 1)
    queue.run_pending()
    assert queue.huey.storage.result_store_size() == 0
    assert queue.huey.storage.peek_data("anything") is EmptyData


def test_a_daily_job_is_sent_once_a_day_whoever_looks_and_after_a_restart(
    open_queue: Open, ledger: Ledger
) -> None:
    daily = Job("tests.daily", lambda: ledger.run(1), retries=0, retry_delay=0)
    JOBS[daily.name] = DAILIES[daily.name] = daily
    try:
        first, second = open_queue(), open_queue()
        for queue in (first, second, first, open_queue()):
            queue.send_dailies()
        first.run_pending()
    finally:
        del JOBS[daily.name], DAILIES[daily.name]
    assert ledger.ran == [1]
