"""Before the end: let nobody new in, and let those who are in go after their next answer.

nginx by itself closes what waits to be taken and what waits between two requests; a request that
arrives at that very moment would be lost.
"""

from __future__ import annotations

import ctypes
import socket
import struct
from pathlib import Path

from devket.core.clock import sleep

# While this file is there, nginx says `Connection: close` with each answer.
DRAINING = Path("/tmp/devket/draining")
SECONDS = 1.5  # busy clients ask again within it; idle ones lose nothing when they are closed
_SO_ATTACH_FILTER = 26
# Drop what carries SYN (byte 13 of the TCP header), pass everything else: who has been let in by
# the kernel is still taken, and a client that is not let in tries again.
_NO_SYN = ((0x30, 0, 0, 13), (0x45, 0, 1, 0x02), (0x06, 0, 0, 0), (0x06, 0, 0, 0xFFFFFFFF))


def drain(listener: socket.socket) -> None:
    """Close the door before nginx is told to end; returns when busy connections are gone."""
    DRAINING.touch()
    _refuse_newcomers(listener)
    sleep(SECONDS)


def _refuse_newcomers(listener: socket.socket) -> None:
    code = b"".join(struct.pack("HBBI", *step) for step in _NO_SYN)
    steps = ctypes.create_string_buffer(code)
    program = struct.pack("HL", len(_NO_SYN), ctypes.addressof(steps))
    listener.setsockopt(socket.SOL_SOCKET, _SO_ATTACH_FILTER, program)
