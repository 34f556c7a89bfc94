"""Another engine over the corpus, in its own process: `python -m bench.others <folder> <file>`.

readability-lxml, the engine that most Python programs use. It is a tool for measuring only.
"""

from __future__ import annotations

import contextlib
import json
import logging
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

from readability import Document
from readability.readability import Unparseable

from devket.capture.engine import extract

ROUNDS = 3


def read(folder: Path) -> dict[str, Any]:
    """Return, for each HTML page that holds an article, what the other keeps and both times."""
    found = {}
    for path in sorted(folder.glob("*/golden.json")):
        golden = json.loads(path.read_text("utf-8"))
        kind = golden["headers"]["Content-Type"]
        if golden["state"] == "full text" and kind.startswith("text/html"):
            body = (path.parent / "page.html").read_bytes()
            with contextlib.suppress(Unparseable):  # what the other cannot read, it cannot keep
                found[path.parent.name] = _one(body, golden["url"], kind)
    return found


def _one(body: bytes, url: str, kind: str) -> dict[str, Any]:
    ours: list[float] = []
    plain: list[float] = []  # without the colours of code, which the other has not got
    theirs: list[float] = []
    html = ""
    for _ in range(ROUNDS):  # by turns, so that all meet the same machine
        ours.append(_seconds(lambda: str(extract(body, url, kind).content_html))[0])
        plain.append(_seconds(lambda: str(extract(body, url, kind, colour=False).content_html))[0])
        seconds, html = _seconds(lambda: str(Document(body, url=url).summary()))
        theirs.append(seconds)
    times = {"ours": median(ours), "plain": median(plain), "theirs": median(theirs)}
    return {"html": html, **times}


def _seconds(task: Callable[[], str]) -> tuple[float, str]:
    start = time.process_time()
    made = task()
    return time.process_time() - start, made


if __name__ == "__main__":
    logging.disable(logging.ERROR)
    Path(sys.argv[2]).write_text(json.dumps(read(Path(sys.argv[1]))), "utf-8")
