"""Web and worker together in the foreground, for `make run`: what ends one ends both.

The app is imported once, migrates, and both are forked from it: that halves start and memory.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
import tempfile
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from types import FrameType
from typing import Any

from flask import Flask
from gunicorn.app.base import Application

from devket.app import create_app
from devket.db import db
from devket.db.migrating import upgrade
from devket.settings import SettingsError
from devket.web.cli import database_trouble, run_worker

HERE = Path(__file__).parent
PATIENCE = 15  # seconds for both to finish what they are at


class Web(Application):
    """Gunicorn around an app that is there already."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        super().__init__()

    def load_config(self) -> None:
        """Take the settings of the file, and none of a command line."""
        self.load_config_from_file(str(HERE / "gunicorn.conf.py"))

    def load(self) -> Any:
        """Return the app."""
        return self._app


def main() -> int:
    """Run both until one ends or somebody ends them; return the status to exit with."""
    # For one person at home one process with threads is enough, and half the memory.
    os.environ.setdefault("DEVKET_WEB_WORKERS", "1")
    with tempfile.TemporaryDirectory(prefix="devket-counts-") as counts:
        # Read when the first thing is counted: both halves then show in `/metrics`.
        os.environ.setdefault("PROMETHEUS_MULTIPROC_DIR", counts)
        return _run()


def _run() -> int:
    try:
        app = create_app()
    except SettingsError as error:
        print(error, file=sys.stderr)
        return 1
    with app.app_context():
        found = database_trouble()
        if found is not None:
            print(f"The database cannot be used: {found.line}", file=sys.stderr)
            return 1
        upgrade(directory=str(HERE.parent / "migrations"))
        # What is open would be shared by both.
        db.session.remove()
        db.engine.dispose()
    # What is there now is never freed, so that the memory stays shared.
    gc.collect()
    gc.freeze()
    children = {_fork(Web(app).run): "web server", _fork(lambda: _work(app)): "worker"}
    print(f"Devket is at http://127.0.0.1:{os.environ.get('PORT') or 8000} (Ctrl-C ends it)")
    sys.stdout.flush()
    return _watch(children)


def _work(app: Flask) -> None:
    with app.app_context():
        run_worker()


def _fork(run: Callable[[], None]) -> int:
    child = os.fork()
    if child:
        return child
    try:
        run()
    except SystemExit as ended:
        os._exit(ended.code if isinstance(ended.code, int) else 1)
    os._exit(0)


def _watch(children: dict[int, str]) -> int:
    is_wanted = False

    def end(signum: int, _frame: FrameType | None) -> None:
        nonlocal is_wanted
        is_wanted = is_wanted or signum != signal.SIGALRM
        _tell(children, signal.SIGKILL if signum == signal.SIGALRM else signal.SIGTERM)

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGALRM):
        signal.signal(number, end)
    first, status = os.wait()
    name = children.pop(first)
    if not is_wanted:
        code = os.waitstatus_to_exitcode(status)
        print(f"The {name} has ended (status {code}), so all ends.", file=sys.stderr)
    _tell(children, signal.SIGTERM)
    os.wait()
    return 0 if is_wanted else 1


def _tell(children: Iterable[int], signum: int) -> None:
    """Send a signal to each, and to oneself once patience is at its end."""
    for child in children:
        # A child that was waited for may still be named, when a signal comes just then.
        with suppress(ProcessLookupError):
            os.kill(child, signum)
    signal.alarm(PATIENCE)


if __name__ == "__main__":
    sys.exit(main())
