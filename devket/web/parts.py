"""The collaborators that the composition root assembles and views and jobs are handed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import cast

from flask import Flask, current_app

from devket.capture.model import Fetch, Limits, Post
from devket.capture.sandbox.parent import Sandbox
from devket.core.clock import Clock
from devket.jobs import Queue
from devket.storage import Blobs
from devket.web.mail import Mailer

_NAME = "devket"


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """One of each; tests hand in twins."""

    accel: str  # address under which nginx sends files of `blobs` for us; empty without nginx
    blobs: Blobs
    clock: Clock
    fetch: Fetch
    limits: Limits
    mailer: Mailer
    post: Post
    queue: Queue
    sandbox: Sandbox
    scratch: Path  # where large files lie while they are worked on; on the disk, not in memory
    base_url: str
    host_pause: float  # seconds between two pages asked of one host
    capture_lease: int  # seconds one capture may take before the sweep takes it for lost
    is_checking_links: bool
    signup: str
    worker_threads: int


def install(app: Flask, parts: Parts) -> None:
    """Make the parts known to the app."""
    app.extensions[_NAME] = parts


def parts() -> Parts:
    """Return the parts of the app at work."""
    return cast(Parts, current_app.extensions[_NAME])
