"""Reads every page of a folder and writes what was got as JSON: an engine's own process.

`python -m bench.readings <folder> <file>`. It must run with the engine of older revisions too, so
it uses nothing of it but `capture`, `extract` and the folder fetcher, and nothing of the tests.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

from devket.capture import extract
from devket.capture.capture import capture
from devket.capture.folder import FolderFetch


def read(folder: Path) -> dict[str, Any]:
    """Return what this engine makes of each page: fields, markup, and the seconds it took."""
    fetch, found = FolderFetch(folder), {}
    for path in sorted(folder.glob("*/golden.json")):
        url = json.loads(path.read_text("utf-8"))["url"]
        start = time.perf_counter()
        found[path.parent.name] = _one(url, fetch)
        found[path.parent.name]["seconds"] = time.perf_counter() - start
    return found


def _one(url: str, fetch: FolderFetch) -> dict[str, Any]:
    try:
        got = capture(url, fetch=fetch, read=extract)
    except (ValueError, TypeError, AttributeError, RuntimeError, LookupError) as error:
        # An older engine may stumble over pages that were written after it.
        return {"state": f"{type(error).__name__}", "reason": None, "page": None}
    page = got.page
    return {
        "state": got.state.value,
        "reason": got.reason.value if got.reason is not None else None,
        "page": None
        if page is None
        else {
            "title": page.title,
            "byline": page.byline,
            "published": page.published.isoformat() if page.published is not None else None,
            "html": str(page.content_html),
        },
    }


if __name__ == "__main__":
    Path(sys.argv[2]).write_text(json.dumps(read(Path(sys.argv[1]))), "utf-8")
