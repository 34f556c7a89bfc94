"""supervisord, told to fork the app's programs instead of starting Python anew for each."""

from __future__ import annotations

import json
import socket
import sys
from collections import defaultdict
from datetime import UTC, datetime
from typing import Any

from flask import Flask
from supervisor import events
from supervisor.options import ServerOptions
from supervisor.states import SupervisorStates
from supervisor.supervisord import go

from deploy.image import programs
from deploy.image.drain import drain
from devket.core.clock import monotonic

CONFIGURATION = "/app/supervisord.conf"
# One that comes up and falls again and again does not stay up either.
MOST_ENDS, WITHIN = 8, 60.0  # seconds


def supervise(app: Flask) -> str:
    """Run the programs until told to end; return the name of the one that did not stay up."""
    options = _Options(app)
    options.realize(["--configuration", CONFIGURATION])
    options.first, options.test = True, False
    go(options)
    options.close_httpservers()
    return options.gave_up


class _Options(ServerOptions):  # type: ignore[misc]  # supervisor carries no types
    """What supervisord asks its surroundings for; it has no hooks of another kind."""

    def __init__(self, app: Flask) -> None:
        super().__init__()
        self._app = app
        self._ends: dict[str, list[float]] = defaultdict(list)
        self._sockets: dict[str, socket.socket] = {}
        self.gave_up = ""

    def execve(self, filename: str, argv: list[str], env: dict[str, str]) -> None:
        """Become a program: in a process that was just forked, its files and folders in place."""
        if argv[0] in programs.PROGRAMS:
            programs.run(argv[0], self._app, env)
        super().execve(filename, argv, env)

    def setsignals(self) -> None:
        """The last step before it runs, when what listens to its events is no more cleared."""
        super().setsignals()
        events.subscribe(events.ProcessStateEvent, self._watch)
        events.subscribe(events.SupervisorStoppingEvent, self._drain)

    def _watch(self, event: Any) -> None:
        name = event.process.config.name
        manager = getattr(event.process.group, "socket_manager", None)
        if manager is not None and name not in self._sockets:
            # Held for good: by itself it would be closed for a moment when its program is killed.
            self._sockets[name] = manager.get_socket()
        if isinstance(event, events.ProcessStateFatalEvent):
            self._give_up(name)
        elif isinstance(event, events.ProcessStateBackoffEvent):
            _say(f"{name} ended as soon as it was started; it is started again")
        elif isinstance(event, events.ProcessStateExitedEvent):
            if self.mood < SupervisorStates.RUNNING:
                return
            process = dict(event.extra_values)["pid"]
            _say(f"{name} ended unexpectedly (process {process}); it is started again")
            if self._is_often(name):
                self._give_up(name)

    def _drain(self, _event: Any) -> None:
        if "nginx" in self._sockets:
            drain(self._sockets["nginx"])

    def _is_often(self, name: str) -> bool:
        now = monotonic()
        self._ends[name] = [one for one in (*self._ends[name], now) if now - one < WITHIN]
        return len(self._ends[name]) >= MOST_ENDS

    def _give_up(self, name: str) -> None:
        _say(f"{name} does not stay up, so all ends; the lines above tell why")
        self.gave_up = name
        self.mood = SupervisorStates.SHUTDOWN


def _say(message: str) -> None:
    line = {
        "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
        "level": "ERROR",
        "logger": "supervisor",
        "message": message,
    }
    print(json.dumps(line), file=sys.stderr, flush=True)
