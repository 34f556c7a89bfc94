"""Gunicorn's settings for `make run` and the image; numbers come from the environment."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from devket.web.logs import of_gunicorn

if TYPE_CHECKING:
    from gunicorn.arbiter import Arbiter
    from gunicorn.workers.base import Worker

wsgi_app = "devket.wsgi:app"
bind = os.environ.get("DEVKET_BIND") or f"127.0.0.1:{os.environ.get('PORT') or 8000}"
workers = int(os.environ.get("DEVKET_WEB_WORKERS") or 2)
threads = int(os.environ.get("DEVKET_WEB_THREADS") or 8)
worker_class = "gthread"
# The app is imported once and forked: workers share its memory and answer at once.
preload_app = True
timeout = 60
graceful_timeout = 10
keepalive = 5
# Clients ask about many addresses at once, and all of them stand in the one they ask at.
limit_request_line = 8190
# A worker's heartbeat file on a slow disk can stall it; this folder is in memory where it exists.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None
# A socket by which gunicorn can be told to end; nobody here asks for it, and a container has no
# folder for it.
control_socket_disable = True
# The address of a long search: 800 characters, the most that its field takes, of Korean.
limit_request_line = 8190
accesslog = None
errorlog = "-"
loglevel = "warning"
# Clients that speak to us directly could set these; devket.web.proxies decides whom to believe.
forwarded_allow_ips = ""
if os.environ.get("DEVKET_LOG_FORMAT") == "json":
    logconfig_dict = of_gunicorn("WARNING")


def child_exit(_server: Arbiter, worker: Worker) -> None:
    """Take what a dead process had under way out of the shared counts."""
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        # Imported here: without shared counts there is nothing to do.
        from prometheus_client.multiprocess import mark_process_dead  # noqa: PLC0415  # as said

        mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]  # as shipped
