"""Supervisord's listener: tells of programs that ended, and ends all when one does not stay up."""

from __future__ import annotations

import json
import os
import signal
import sys
from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic

from supervisor.childutils import get_headers, listener

GAVE_UP = Path("/tmp/devket/gave-up")
# One that comes up and falls again and again does not stay up either.
MOST_ENDS, WITHIN = 8, 60.0  # seconds


def main() -> None:
    """Take events until supervisord is gone."""
    ends: dict[str, list[float]] = defaultdict(list)
    while True:
        headers, payload = listener.wait()
        event = headers["eventname"]
        told = get_headers(payload)
        name = told["processname"]
        if event == "PROCESS_STATE_FATAL" or (told.get("expected") != "1" and _is_often(ends[name])):
            _say("ERROR", f"{name} does not stay up")
            GAVE_UP.write_text(name, encoding="utf-8")
            os.kill(os.getppid(), signal.SIGTERM)
        elif event == "PROCESS_STATE_BACKOFF":
            _say("ERROR", f"{name} ended as soon as it was started; it is started again")
        elif told.get("expected") != "1":
            _say("ERROR", f"{name} ended unexpectedly (process {told['pid']}); it is started again")
        listener.ok()


def _is_often(ends: list[float]) -> bool:
    now = monotonic()
    ends.append(now)
    ends[:] = [one for one in ends if now - one < WITHIN]
    return len(ends) >= MOST_ENDS


def _say(level: str, message: str) -> None:
    line = {
        "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
        "level": level,
        "logger": "supervisor",
        "message": message,
    }
    print(json.dumps(line), file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
