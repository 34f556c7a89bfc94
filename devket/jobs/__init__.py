"""Background work: named jobs, the queue that carries them, the sweep that forgets nothing."""

from devket.jobs.queue import Queue, make_huey
from devket.jobs.registry import Job, daily, job, sweep

__all__ = ["Job", "Queue", "daily", "job", "make_huey", "sweep"]
