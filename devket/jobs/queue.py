"""The queue: Huey over SQLite, PostgreSQL or Redis. A messenger only: the rows are the truth."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from devket.core.clock import utcnow
from devket.core.tracing import is_request_id, request_id, working_for
from devket.db import transaction
from devket.jobs.light import (
    Consumer,
    Huey,
    RetryTask,
    SqliteHuey,
    Task,
    crontab,
    redis_huey,
)
from devket.jobs.postgres import Connect, postgres_huey
from devket.jobs.quiet import say_once_a_while
from devket.jobs.registry import DAILIES, JOBS, SWEEPS, Job
from devket.storage import StorageError

log = logging.getLogger(__name__)
# A person is waiting for the row to fill in; an idle look costs some 50 µs.
LONGEST_NAP = 0.5  # seconds
PUT_OFF = 60  # seconds until a job is tried again whose files could not be had or kept
_SEPARATOR = "/"  # in no request's id


def make_huey(url: str, *, data: Path, connect: Connect) -> Huey:
    """Return the Huey instance for `DEVKET_QUEUE_URL`: `sqlite`, `postgres` or `redis://…`.

    `connect` opens a connection to the app's own database, for `postgres`.
    """
    options: dict[str, Any] = {"results": False, "utc": True}
    if url == "sqlite":
        return SqliteHuey("devket", filename=str(data / "queue.db"), timeout=20, **options)
    if url == "postgres":
        return postgres_huey("devket", connect, **options)
    return redis_huey("devket", url, **options)


class Queue:
    """Sends jobs to the worker and, in the worker, runs them.

    `around` is entered for each job (the app's context). One Huey task carries all jobs by name,
    so that a queue can be made by an app factory and jobs registered at import.
    """

    def __init__(self, huey: Huey, *, around: Callable[[], AbstractContextManager[Any]]) -> None:
        self.huey = huey
        self._around = around
        self._task = huey.task(name="devket.run", retry_backoff=2, context=True)(self._run)
        huey.periodic_task(crontab(minute="*"), name="devket.sweep")(self.sweep)
        huey.on_startup(name="devket.sweep")(self.sweep)
        huey.periodic_task(crontab(minute="*"), name="devket.daily")(self.send_dailies)

    def enqueue(self, job: Job, *ids: int | str, delay: float = 0) -> None:
        """Ask for a job to be run, after `delay` seconds at the earliest.

        The id of the request that asks begins the task's own, so that a worker of an older release
        can take the job as well.
        """
        task = self._task.s(
            job.name,
            *ids,
            id=_SEPARATOR.join((request_id(), str(uuid.uuid4()))),
            delay=delay or None,
            retries=job.retries,
            retry_delay=job.retry_delay,
        )
        self.huey.enqueue(task)

    def close(self) -> None:
        """Let go of the store's connection; the next use opens it again."""
        self.huey.storage.close()

    def waiting(self) -> int:
        """Return how many jobs wait to be run, those with a delay left out."""
        return int(self.huey.pending_count())

    def send_overdue(
        self, job: Job, find: Callable[[Session, int], Iterable[int]], *, at_once: int
    ) -> None:
        """Send a job for each id that `find` returns: what a killed worker or a lost message left.

        `find` is told how many more the queue has room for. It is not asked when that is none:
        while the worker is behind, what is overdue waits in the queue already.
        """
        room = at_once - self.waiting()
        if room <= 0:
            return
        with transaction() as session:
            overdue = tuple(find(session, room))
        for one in overdue:
            self.enqueue(job, one)

    def depth(self) -> int | None:
        """Return the same for an onlooker: None when the store does not answer."""
        try:
            return self.waiting()
        except Exception as error:  # each store has faults of its own, and this is but a figure
            log.warning("the queue does not answer: %s", error)
            return None

    def sweep(self) -> None:
        """Run every registered sweep; one that fails does not stop the others."""
        for name, run in SWEEPS.items():
            try:
                with self._around():
                    run()
            except StorageError as error:
                log.error("sweep %s is put off: %s", name, error)
            except Exception:  # the worker's boundary: it must outlive any one sweep
                log.exception("sweep %s failed", name)

    def send_dailies(self) -> None:
        """Send the jobs of this day that no worker has sent yet.

        The mark of the day is made in the store of the queue, where the first to make it wins.
        """
        today = utcnow().date()
        for job in DAILIES.values():
            if self.huey.storage.put_if_empty(f"{job.name}.{today}", b"sent"):
                self.huey.storage.delete_data(f"{job.name}.{today - timedelta(days=1)}")
                self.enqueue(job)

    def run_pending(self) -> int:
        """Run what is queued right here and now, in this thread; return how many ran."""
        count = 0
        while (task := self.huey.dequeue()) is not None:
            self.huey.execute(task)
            count += 1
        return count

    def consumer(self, *, threads: int) -> Consumer:
        """Return the consumer whose `run()` works until it is told to end."""
        say_once_a_while()
        return self.huey.create_consumer(
            workers=threads,
            worker_type="thread",
            max_delay=LONGEST_NAP,
            graceful_signal="TERM",
            check_worker_health=True,
        )

    def _run(self, name: str, *ids: int | str, task: Task) -> None:
        with working_for(_asked_by(task)):
            found = JOBS.get(name)
            if found is None:
                log.error("no job is named %s; it was sent by another release", name)
                return
            try:
                with self._around():
                    found.run(*ids)
            except StorageError as error:  # it will be back, and says in a line what is wrong
                log.error("job %s is put off: %s", name, error)
                raise RetryTask(delay=PUT_OFF) from error


def _asked_by(task: Task) -> str:
    asked = str(task.id).partition(_SEPARATOR)[0]
    return asked if is_request_id(asked) else ""
