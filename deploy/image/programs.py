"""The programs that are forked from process 1, which has loaded the app already.

So nothing is loaded twice: each is there at once, also after it was killed, and their memory is
shared. Nothing of this returns.
"""

from __future__ import annotations

import os
import signal
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

from flask import Flask

from deploy.together import Web
from devket.web.cli import run_worker

FIRST_TO_GO = {"gunicorn": "200", "worker": "300"}  # the kernel's scale ends at 1000
FIRST_PASSED_ON = 3  # where systemd's way of handing sockets over has the first


def keep_place() -> None:
    """Take the number at which a socket is passed on later, before somebody's file has it.

    Whoever held it would close the socket in its stead some time later.
    """
    if os.open(os.devnull, os.O_RDONLY) != FIRST_PASSED_ON:
        raise RuntimeError(f"file {FIRST_PASSED_ON} is taken already")


def run(name: str, app: Flask, environment: dict[str, str]) -> NoReturn:
    """Be one of `PROGRAMS`, in a process just forked, and end with its status."""
    status = 1
    try:
        _forget_parent()
        os.environ.clear()
        os.environ.update(environment)
        # What `ps` and the health check know it by.
        Path("/proc/self/comm").write_text(name, encoding="utf-8")
        # When memory runs out the kernel is to end one of these, which is back at once, and not
        # the supervisor, with which all ends.
        Path("/proc/self/oom_score_adj").write_text(FIRST_TO_GO[name], encoding="utf-8")
        PROGRAMS[name](app)
        status = 0
    except SystemExit as ended:
        status = ended.code if isinstance(ended.code, int) else 1
    except BaseException:  # the end of the process, whatever it was
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        # Not sys.exit: what is still open belongs to the parent.
        os._exit(status)


def _forget_parent() -> None:
    """Take signals as a new program would, not as the supervisor does."""
    for number in signal.valid_signals():
        if callable(signal.getsignal(number)):
            signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)


def _web(app: Flask) -> None:
    # The supervisor's socket comes as standard input; gunicorn takes it as systemd would give it.
    os.dup2(0, FIRST_PASSED_ON)
    with Path(os.devnull).open() as nothing:
        os.dup2(nothing.fileno(), 0)
    os.environ |= {"LISTEN_PID": str(os.getpid()), "LISTEN_FDS": "1"}
    Web(app).run()


def _worker(app: Flask) -> None:
    with app.app_context():
        run_worker()


PROGRAMS: dict[str, Callable[[Flask], None]] = {"gunicorn": _web, "worker": _worker}
