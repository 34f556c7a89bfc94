"""`make compare`: what another engine keeps of the corpus and Devket does not, a line each.

A line is explained when the page's golden says that it must go, or by `differences.toml` beside the
corpus; any other ends the command with an error.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from turbohtml import parse

from devket.capture.capture import capture
from devket.capture.engine import extract
from devket.capture.folder import FolderFetch
from tests.corpus.checks import file_name, spaced
from tests.corpus.server import PAGES, goldens

ROOT = Path(__file__).parents[1]
EXPLAINED = PAGES.parent / "differences.toml"
_BLOCKS = "p, li, blockquote, dd, dt, td, th, h1, h2, h3, h4, h5, h6, figcaption"


def others(pages: Path = PAGES) -> dict[str, Any]:
    """Let the other engine read the pages in its own process; return its words and all times."""
    with tempfile.TemporaryDirectory(prefix="devket-others-") as folder:
        file = Path(folder) / "others.json"
        command = [sys.executable, "-m", "bench.others", str(pages.resolve()), str(file)]
        subprocess.run(command, cwd=ROOT, check=True)
        found: dict[str, Any] = json.loads(file.read_text("utf-8"))
    return found


def differences(found: dict[str, Any], pages: Path = PAGES) -> Iterator[tuple[str, str]]:
    """Yield the page and the line for all that the other keeps alone, but for what must go."""
    fetch = FolderFetch(pages)
    for slug, golden in goldens(pages):
        if slug not in found:
            continue
        page = capture(golden["url"], fetch=fetch, read=extract).page
        ours = str(page.content_html) if page is not None else ""
        about = " ".join((page.title, page.byline)) if page is not None else ""
        for line in _lost(found[slug]["html"], ours, about):
            if not any(bare(text) in bare(line) for text in golden["lacks"] if bare(text)):
                yield slug, line


def _lost(theirs: str, ours: str, about: str) -> Iterator[str]:
    kept = parse(f"<body>{ours}")
    # File names of code and the like stand in attributes, so the markup counts as well.
    text = bare(f"{about} {kept.text} {ours}")
    code = {block.text.strip("\n") for block in kept.select("pre")}
    images = {file_name(str(image.attrs.get("src"))) for image in kept.select("img")}
    page = parse(f"<body>{theirs}")
    for block in page.select("pre"):
        is_gutter = bare(block.text).isdigit()
        if not is_gutter and block.text.strip("\n") not in code and bare(block.text) not in text:
            yield f"code: {spaced(block.text)[:90]}"
    for image in page.select("img"):
        name = file_name(str(image.attrs.get("src")))
        if name and name not in images:
            yield f"image: {name[:90]}"
    for block in page.select(_BLOCKS):
        has_parts = bool(block.select("p, li, td, pre, blockquote, dd"))
        if not has_parts and (line := bare(block.text)) and line not in text:
            yield f"text: {spaced(block.text)[:90]}"


def bare(text: str) -> str:
    """Return letters and digits alone: blanks and signs differ between engines for no reason."""
    return re.sub(r"[\W_]+", "", text).lower()


def explanations(file: Path = EXPLAINED) -> list[tuple[str, str]]:
    """Return the page (or `*`) and the beginning of each line that somebody has explained."""
    told = tomllib.loads(file.read_text("utf-8"))["line"]
    assert all(line["because"] for line in told)
    return [(line["page"], line["starts"]) for line in told]


def unexplained(lines: Iterator[tuple[str, str]], told: list[tuple[str, str]]) -> list[str]:
    """Return the lines for which nobody has given a reason."""
    return [
        f"{slug}: {line}"
        for slug, line in lines
        if not any(page in ("*", slug) and line.startswith(start) for page, start in told)
    ]


def main() -> int:
    """Print what nobody has explained; return 1 when there is any."""
    left = unexplained(differences(others()), explanations())
    print("\n".join(left) or "All that the other engine keeps is kept, or its loss is explained.")
    return 1 if left else 0


if __name__ == "__main__":
    raise SystemExit(main())
