"""Which checks fail today: `python -m tests.corpus.later` lists them, `--mark` writes `later` anew.

A golden is never changed by this: only the list of checks that wait for the engine is.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

from devket.capture.capture import capture
from devket.capture.engine import extract
from devket.capture.folder import FolderFetch
from tests.corpus.checks import names_for, wrong
from tests.corpus.generate.__main__ import Page
from tests.corpus.server import PAGES, goldens

_LATER = re.compile(r"\nlater = \[.*?\]")
_TABLE = re.compile(r"\n\[")


def failing(folder: Path = PAGES) -> dict[str, dict[str, str]]:
    """Return what is wrong with each page by check; a page that has all right is left out."""
    fetch, found = FolderFetch(folder), {}
    for slug, golden in goldens(folder):
        got = capture(golden["url"], fetch=fetch, read=extract)
        told = {name: wrong(name, golden, got, folder / slug) for name in names_for(golden)}
        found[slug] = {name: text for name, text in told.items() if text}
    return {slug: told for slug, told in found.items() if told}


def marked(source: str, names: list[str]) -> str:
    """Return a source that names exactly these checks under `later`."""
    head, text = source.split("\n+++\n", 1)
    head = _LATER.sub("", head)
    if names:
        line = f"\nlater = {json.dumps(names)}"
        table = _TABLE.search(head)  # a key after a table would belong to the table
        at = table.start() if table else len(head)
        head = head[:at] + line + head[at:]
    return f"{head}\n+++\n{text}"


def main(is_marking: bool) -> None:
    """List what fails; mark it when asked to."""
    found = failing()
    for slug, told in found.items():
        for name, text in told.items():
            print(f"{slug}: {name}: {text[:400]}")
    for slug, golden in goldens(PAGES) if is_marking else ():
        names = list(found.get(slug, {}))
        if names != golden.get("later", []):
            path = PAGES / slug / "source.md"
            path.write_text(marked(path.read_text("utf-8"), names), "utf-8")
            Page(path.parent).write()


if __name__ == "__main__":
    main("--mark" in sys.argv[1:])
