"""Uploaded pictures: how long from sending one until it is shown, and what hostile files cost."""

from __future__ import annotations

import io
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from flask import Flask
from PIL import Image

from bench.hostile import PATIENT, Peak
from bench.table import Table
from devket.capture import Sandbox
from devket.capture.images import ImageError
from devket.capture.images.sizes import MEMORY
from devket.capture.sandbox.parent import TooComplexError
from devket.db import db
from devket.social.models import WIDTHS, Picture, PictureState
from devket.social.services.pictures import MOST_BYTES
from tests.support.client import AuditingClient
from tests.support.people import person
from tests.support.processes import Installation, running

ROUNDS = 7
_PATIENCE = 60.0  # seconds


def _noise(width: int, height: int, mode: str = "RGB") -> Image.Image:
    """Return something as hard to pack as a photo of leaves."""
    return Image.effect_noise((width // 4, height // 4), 60).resize((width, height)).convert(mode)


def _file(image: Image.Image, form: str = "JPEG", **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, form, **options)
    return buffer.getvalue()


def _plain(mode: str, width: int, height: int, form: str) -> bytes:
    """Return a file that says little and takes much memory."""
    return _file(Image.new(mode, (width, height)), form)


def _moving() -> bytes:
    first, *others = (Image.new("RGB", (3600, 3600), (level, 0, 0)) for level in range(4))
    return _file(first, "WEBP", save_all=True, append_images=others)


def _photo(width: int, height: int, form: str = "JPEG", **options: object) -> Callable[[], bytes]:
    return lambda: _file(_noise(width, height), form, **options)


FILES: dict[str, Callable[[], bytes]] = {
    "JPEG, 12 megapixels": _photo(4000, 3000, quality=88),
    "JPEG, 108 megapixels": _photo(12_000, 9000, quality=70),
    "JPEG in passes, 30 megapixels": _photo(
        6000, 5000, quality=88, progressive=True, subsampling=0
    ),
    "JPEG of four colours, 30 megapixels": lambda: _file(_noise(6000, 5000, "CMYK"), quality=80),
    "PNG, 36 megapixels that shine through": lambda: _plain("RGBA", 6000, 6000, "PNG"),
    "PNG, 36 megapixels of 16 bits": lambda: _plain("I;16", 6000, 6000, "PNG"),
    "PNG, 1 by 36 million": lambda: _plain("L", 1, 36_000_000, "PNG"),
    "PNG that claims 2,500 megapixels": lambda: _plain("1", 50_000, 50_000, "PNG"),
    "GIF, 36 megapixels": lambda: _plain("P", 6000, 6000, "GIF"),
    "WebP, 13 megapixels, four frames": _moving,
    "WebP without loss, 13 megapixels": _photo(3600, 3600, "WEBP", lossless=True, method=0),
    "AVIF, 25 megapixels": _photo(5000, 5000, "AVIF", speed=10),
    "AVIF, 25 megapixels that shine through": lambda: _plain("RGBA", 5000, 5000, "AVIF"),
    "25 MB of nothing": lambda: b"\xff\xd8\xff\xe0" + bytes(MOST_BYTES - 4),
}


def run() -> None:
    """Print the tables of pictures."""
    _hostile()
    _upload()


def _hostile() -> None:
    limit = f"at most {MEMORY // 1024**2} MiB"
    table = Table(f"Files of pictures in the helper ({limit})", "file", "CPU s", "peak MiB", "end")
    with Sandbox(PATIENT) as sandbox:
        sandbox.extract("<p>so that starting up is not counted</p>", "https://hostile.example/")
        for name, made in FILES.items():
            data = made()
            with Peak(sandbox).watched() as peak:
                end = _end(sandbox, data)
            table.row(name, peak.seconds, peak.mib, end)
    table.show()


def _end(sandbox: Sandbox, data: bytes) -> str:
    try:
        sandbox.write_anew(data, WIDTHS, most_bytes=MOST_BYTES)
    except TooComplexError:
        return "ended"
    except ImageError as error:
        return error.failure
    return "shown"


def _upload() -> None:
    """Send a photo to a running Devket until it can be shown: web, queue, worker, helper."""
    table = Table("A photo of 12 megapixels, from sending to shown (s)", "", "median", "longest")
    data = _file(_noise(4000, 3000), quality=88)
    with tempfile.TemporaryDirectory() as folder:
        place = Installation(Path(folder))
        with running(place):
            place.wait_until_ready()
            app = place.app()
            client = AuditingClient(app, settle=lambda: None)
            owner_id = person(app, "bench", client).user_id
            first = _seconds(app, client, owner_id, data)
            later = [_seconds(app, client, owner_id, data) for _ in range(ROUNDS)]
    table.row("the first, with the helper started", first, first)
    table.row("the next", median(later), max(later))
    table.show()


def _seconds(app: Flask, client: AuditingClient, owner_id: int, data: bytes) -> float:
    head = b'--x\r\nContent-Disposition: form-data; name="pictures"; filename="a.jpg"\r\n\r\n'
    began = time.monotonic()
    answer = client.post(
        "/pictures",
        data=head + data + b"\r\n--x--\r\n",
        content_type="multipart/form-data; boundary=x",
    )
    assert answer.status_code == 201, answer.status
    while time.monotonic() - began < _PATIENCE:
        with app.app_context():
            newest = db.session.query(Picture).order_by(Picture.id.desc()).first()
            if newest is not None and newest.state is not PictureState.PENDING:
                assert newest.state is PictureState.READY, newest.problem
                assert newest.owner_id == owner_id
                return time.monotonic() - began
        time.sleep(0.02)
    raise SystemExit("The worker did not write the picture.")
