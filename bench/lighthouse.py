"""`make lighthouse`: what Lighthouse says of a list of 24 pictures and of a long article.

Lighthouse comes from npm into the folder that is named first; the browser is the machine's own.
"""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Flask
from PIL import Image

from bench.table import Table
from devket.core.clock import utcnow
from devket.core.text import word_count
from devket.core.types import SafeHtml
from devket.db import transaction
from devket.library.models import Article, Capture, CaptureImage
from devket.library.services.counting import counted
from devket.web.parts import parts
from tests.corpus.server import PAGES
from tests.factories.library import make_save
from tests.support.chromium import NAMES
from tests.support.client import AuditingClient
from tests.support.people import person
from tests.support.processes import Installation, running

CARDS = 24
WANTED = {"performance": 95, "accessibility": 100, "best-practices": 100}  # at least
TRIES = 3  # a machine that does other things as well only ever makes a page slower
FORMS = {"phone": (), "desktop": ("--preset=desktop",)}


@dataclass(frozen=True, slots=True)
class Stage:
    """A running Devket, and the cookie of somebody who has a library there."""

    base: str
    cookie: str
    reader: str


@contextmanager
def stage() -> Iterator[Stage]:
    """Run Devket with a library of pictures and one long article."""
    with tempfile.TemporaryDirectory(prefix="devket-bench-") as folder:
        place = Installation(Path(folder))
        collected = place.flask("static", "collect")
        assert collected.returncode == 0, collected.stderr
        with running(place):
            place.wait_until_ready()
            app = place.app()
            client = AuditingClient(app, settle=lambda: None)
            user_id = person(app, "lighthouse", client).user_id
            cookie = client.get_cookie("devket")
            assert cookie is not None
            save_id = fill(app, user_id)
            yield Stage(place.base, f"devket={cookie.value}", f"/saves/{save_id}")


def fill(app: Flask, user_id: int) -> int:
    """Make the saves; return the id of the one with the article."""
    with app.app_context(), transaction() as session:
        now, blobs = utcnow(), parts().blobs
        for number in range(CARDS):
            key = blobs.put(_picture(number), "image/webp")
            told: dict[str, Any] = {"thumb_key": key, "thumb_width": 640, "thumb_height": 360}
            save = make_save(session, user_id, **told)
            capture = Capture(save_id=save.id, version=1, captured_at=now, state=save.state)
            capture.thumb_key, capture.finished_at = key, now
            session.add(capture)
            session.flush()
            with counted(session, save):
                save.capture_id = capture.id
        html = (PAGES / "prism-sqlite-wal" / "article.html").read_text("utf-8")
        html = html.replace("img/wal-frames.png", f"/media/images/{key}")
        image = CaptureImage(position=0, source="https://a.example/1", blob_key=key)
        image.capture_id, capture.title = capture.id, "A long article"
        article = Article(capture_id=capture.id, content_html=SafeHtml(html), text=html)
        session.add_all([image, article])
        save.title, save.word_count = capture.title, word_count(html)
        return save.id


def _picture(number: int) -> bytes:
    """Return what is as large as a photograph, in the form that lists keep pictures in."""
    noise = Image.effect_noise((80, 45), 40 + number).resize((640, 360), Image.Resampling.BICUBIC)
    kept = io.BytesIO()
    noise.convert("RGB").save(kept, "WEBP", quality=78)
    return kept.getvalue()


def look(program: Path, at: Stage, path: str, options: tuple[str, ...]) -> dict[str, Any]:
    """Let Lighthouse look at one page and return its report."""
    browser = next((found for found in map(shutil.which, NAMES) if found), None)
    assert browser, "Lighthouse needs Chromium: install the package chromium"
    sandbox = " --no-sandbox" if os.geteuid() == 0 else ""
    done = subprocess.run(
        [
            program,
            at.base + path,
            "--output=json",
            "--quiet",
            f"--only-categories={','.join(WANTED)}",
            f"--chrome-flags=--headless=new{sandbox}",
            f"--extra-headers={json.dumps({'Cookie': at.cookie})}",
            *options,
        ],
        env={**os.environ, "CHROME_PATH": browser},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr or done.stdout[:1000]
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def main(program: Path) -> int:
    """Print the scores and what was found; return 1 when one is too low."""
    table = Table("Lighthouse", "page", *WANTED)
    complaints: list[str] = []
    is_well = True
    with stage() as at:
        for name, path in (("list", "/saves"), ("reader", at.reader)):
            for form, options in FORMS.items():
                for _ in range(TRIES):
                    report = look(program, at, path, options)
                    scores = {w: round(report["categories"][w]["score"] * 100) for w in WANTED}
                    is_good = all(scores[word] >= least for word, least in WANTED.items())
                    if is_good:
                        break
                table.row(f"{name}, {form}", *scores.values())
                is_well &= is_good
                complaints += [f"{name}, {form}: {told}" for told in faults(report)]
    table.show()
    print(*complaints, sep="\n")
    return 0 if is_well else 1


def faults(report: dict[str, Any]) -> Iterator[str]:
    """Yield what cost points."""
    for category in report["categories"].values():
        for told in category["auditRefs"]:
            audit = report["audits"][told["id"]]
            if told["weight"] and audit["score"] is not None and audit["score"] < 1:
                yield f"{audit['title']} ({audit.get('displayValue', audit['score'])})"


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) / "node_modules" / ".bin" / "lighthouse"))
