"""Which jobs and sweeps exist. Features register theirs in their `jobs.py` by decorator."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Job:
    """A function of ids, run at least once by the worker; `retries` when it raises."""

    name: str
    run: Callable[..., None]
    retries: int
    retry_delay: int  # seconds, doubled at each retry


JOBS: dict[str, Job] = {}
DAILIES: dict[str, Job] = {}
SWEEPS: dict[str, Callable[[], None]] = {}


def job(*, retries: int = 0, retry_delay: int = 30) -> Callable[[Callable[..., None]], Job]:
    """Register a function as a job. Its arguments are ids; it must be idempotent."""

    def register(run: Callable[..., None]) -> Job:
        name = f"{run.__module__}.{run.__name__}"
        return JOBS.setdefault(name, Job(name, run, retries, retry_delay))

    return register


def sweep(run: Callable[[], None]) -> Callable[[], None]:
    """Register a function to run each minute and when a worker starts; it must be cheap."""
    return SWEEPS.setdefault(f"{run.__module__}.{run.__name__}", run)


def daily(run: Callable[[], None]) -> Job:
    """Register a job that is sent once a day, by whichever worker looks first; it may take long."""
    made = job()(run)
    return DAILIES.setdefault(made.name, made)
