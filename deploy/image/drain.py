"""Before the end: let nobody new in, and let those who are in go after their next answer.

nginx by itself closes what waits to be taken and what waits between two requests; a request that
arrives at that very moment would be lost.
"""

from __future__ import annotations

import socket
from pathlib import Path

from devket.core.clock import sleep

# While this file is there, nginx says `Connection: close` with each answer.
DRAINING = Path("/tmp/devket/draining")
SECONDS = 1.5  # busy clients ask again within it; idle ones lose nothing when they are closed
# Nobody outside of the container comes by this device: bound to it, the socket takes no newcomers,
# who are refused as by a closed port, while whoever is in its queue is still taken. Linux lets
# everybody bind a socket that is bound to none.
INSIDE = b"lo"


def drain(listener: socket.socket) -> None:
    """Close the door before nginx is told to end; returns when busy connections are gone."""
    DRAINING.touch()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_BINDTODEVICE, INSIDE)
    sleep(SECONDS)
