"""The sandbox's helper process: everything loaded, one thread, one forked child a piece of work.

Run as `python -m devket.capture.sandbox.zygote FD [RULES]`: FD is a socket over which connections
are passed, RULES a folder of site rules that an operator provides.
"""

from __future__ import annotations

import gc
import math
import os
import resource
import signal
import socket
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any, NoReturn

from devket.capture.about.own_links import own_links
from devket.capture.engine import extract
from devket.capture.highlight import COMMON, warm
from devket.capture.images import Crop, ImageError
from devket.capture.images.anew import is_heic, square_anew, write_anew
from devket.capture.images.examine import examine
from devket.capture.images.plain import plain_picture
from devket.capture.images.thumbnail import thumbnail
from devket.capture.model import Choice, Limits
from devket.capture.rules import use_folder
from devket.capture.sandbox.wire import (
    BrokenWireError,
    pack_page,
    pack_sizes,
    receive_message,
    send_message,
)

IDLE_SECONDS = 300.0
_NO_TIME = 0.001
# The decoder of HEIC starts a thread of its own and aborts without it. The bound counts all that
# its user runs, so it is far above what one Devket needs and far below what would hurt.
_HEIC_TASKS = 256
_FIRST_PAGE = (
    "<html><title>Warm up</title><body><article><h1>Warm up</h1><p>Loads what the first page needs,"
    " so that"
    " no child has to load it again for itself, each time.</p><pre>x ="
    " 1</pre></article></body></html>"
)


def main(control_fd: int) -> None:
    """Take connections until the other side closes, however it ended, or long nothing comes."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # children are reaped by the kernel
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which then closes
    control = socket.socket(fileno=control_fd)
    _load()
    cold = list(reversed(COMMON))
    while True:
        # Lexers are loaded while nothing is asked, so the first page does not wait for them.
        control.settimeout(_NO_TIME if cold else IDLE_SECONDS)
        try:
            word, fds, _, _ = socket.recv_fds(control, 1, 1)
        except TimeoutError:
            if not cold:
                return
            warm(cold.pop())
            continue
        except OSError:
            return
        if not word:
            return
        if fds:
            _fork(control, fds[0])


def _load() -> None:
    extract(_FIRST_PAGE, "https://warm.invalid/")
    gc.collect()
    gc.freeze()  # so that collecting in a child does not copy pages it only reads


def _fork(control: socket.socket, fd: int) -> None:
    if os.fork() == 0:
        control.close()
        _serve(socket.socket(fileno=fd))
    os.close(fd)


def _serve(connection: socket.socket) -> NoReturn:
    """Do one piece of work and end; whatever goes wrong ends only this child."""
    status = 1
    try:
        connection.sendall(b"!")
        request, body = receive_message(connection)
        needs_thread = request["do"] in ("anew", "square") and is_heic(body)
        _bind(request, tasks=_HEIC_TASKS if needs_thread else 0)
        send_message(connection, *_work(request, body))
        status = 0
    except (BrokenWireError, MemoryError, RecursionError, OSError):
        pass  # the closed connection tells the other side
    finally:
        # Not sys.exit: that would run what belongs to the parent, and could free for long.
        os._exit(status)


def _bind(request: dict[str, Any], *, tasks: int = 0) -> None:
    seconds, memory = float(request["seconds"]), int(request["memory"])
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    processor = math.ceil(seconds)
    resource.setrlimit(resource.RLIMIT_CPU, (processor, processor + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NPROC, (tasks, tasks))
    signal.setitimer(signal.ITIMER_REAL, seconds)  # its default is to end the process


def _work(request: dict[str, Any], body: bytes) -> tuple[dict[str, object], bytes]:
    limits = replace(
        Limits(),
        max_depth=int(request["depth"]),
        max_attributes=int(request["attributes"]),
        max_elements=int(request["elements"]),
    )
    if request["do"] == "own links":
        return {"links": own_links(body, request["url"], request["type"])}, b""
    if request["do"] != "extract":
        return _picture(request, body)
    html = body.decode("utf-8", "replace") if request["is_text"] else body
    page = extract(
        html,
        request["url"],
        request["type"],
        limits=limits,
        colour=bool(request["colour"]),
        choice=Choice(request["choice"]),
    )
    return {"page": pack_page(page)}, b""


def _picture(request: dict[str, Any], body: bytes) -> tuple[dict[str, object], bytes]:
    pixels, most = int(request["pixels"]), int(request["bytes"])
    limits = replace(Limits(), max_image_pixels=pixels, max_image_bytes=most)
    declared = request["declared"]
    try:
        if request["do"] == "thumbnail":
            small = thumbnail(body, declared, limits)
            return {"image": ("image/webp", small.width, small.height)}, small.data
        if request["do"] == "square":
            cut = square_anew(body, limits, Crop(*map(int, request["crop"])))
            return {"image": ("image/webp", cut.width, cut.height)}, cut.data
        if request["do"] == "plain":
            data, content_type = plain_picture(body, declared, limits)
            return {"image": (content_type, 0, 0)}, data
        if request["do"] == "anew":
            return pack_sizes(write_anew(body, request["widths"], limits))
        seen = examine(body, declared, limits)
    except ImageError as error:
        return {"failure": error.failure}, b""
    size = (seen.content_type, seen.width, seen.height)
    return {"image": size}, b"" if seen.data is body else seen.data


if __name__ == "__main__":
    use_folder(Path(sys.argv[2]) if len(sys.argv) > 2 else None)
    main(int(sys.argv[1]))
    os._exit(0)  # at once: a parent that closes waits for this
