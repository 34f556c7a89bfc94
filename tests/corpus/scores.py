"""How well an engine reads pages with goldens: `python -m tests.corpus.scores [folder]`.

Figures from 0 to 100; each is a mean over pages, so that a long page counts no more than a short.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from statistics import mean
from typing import Any

from turbohtml import parse

from bench.table import Table
from devket.capture.capture import capture
from devket.capture.engine import extract
from devket.capture.folder import FolderFetch
from devket.capture.model import Captured
from tests.corpus.checks import file_name, is_moment, language_of, lexer_of, original, spaced
from tests.corpus.server import PAGES, goldens

_WORDS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\W_]+")


@dataclass(frozen=True, slots=True)
class Reading:
    """What any engine, this or an older one, made of a page."""

    state: str
    reason: str | None
    html: str
    title: str
    byline: str
    published: datetime | None

    @classmethod
    def of(cls, got: Captured) -> Reading:
        """Take what is judged out of a capture."""
        reason = got.reason.value if got.reason is not None else None
        if got.page is None:
            return cls(got.state.value, reason, "", "", "", None)
        page = got.page
        html = str(page.content_html)
        return cls(got.state.value, reason, html, page.title, page.byline, page.published)


@dataclass(frozen=True, slots=True)
class Score:
    """What became of one page, from 0 to 1. None where its golden has nothing of the kind."""

    slug: str
    state: float
    text: float | None = None  # F1 of the words
    code: float | None = None  # share of the blocks that came byte for byte
    language: float | None = None
    structure: float | None = None  # headings, items, links, images, rows, blocks of code
    metadata: float | None = None  # title, byline, date


FIGURES = ("state", "text", "code", "language", "structure", "metadata")


def score(slug: str, golden: dict[str, Any], got: Reading, folder: Path) -> Score:
    """Compare a reading with the article that a perfect reader would keep."""
    is_right = float((got.state, got.reason) == (golden["state"], golden["reason"]))
    if golden["state"] not in ("full text", "partial"):
        return Score(slug, is_right)
    article = (folder / "article.html").read_text("utf-8")
    return Score(
        slug,
        is_right,
        text=overlap(_words(article), _words(got.html)),
        code=_code(golden, got.html, folder),
        language=_languages(golden, got.html),
        structure=structure(article, got.html, golden.get("images")),
        metadata=_metadata(golden, got),
    )


def _metadata(golden: dict[str, Any], got: Reading) -> float | None:
    told = [got.title == golden["title"]] if golden["title"] else []
    told += [got.byline == golden["byline"]] if golden["byline"] else []
    told += [is_moment(golden["published"], got.published)] if golden["published"] else []
    return mean(told) if told else None


def overlap(wanted: Counter[str], got: Counter[str]) -> float | None:
    """Return the F1 of two bags; None when nothing is wanted."""
    both = (wanted & got).total()
    size = wanted.total() + got.total()
    return 2 * both / size if wanted and size else None


def _words(html: str) -> Counter[str]:
    return Counter(_WORDS.findall(parse(f"<body>{html}").text.lower()))


def _code(golden: dict[str, Any], html: str, folder: Path) -> float | None:
    wanted = Counter(original(folder, block["file"]) for block in golden["code"])
    got = Counter(block.text.removesuffix("\n") for block in parse(html).select("pre"))
    return (wanted & got).total() / wanted.total() if wanted else None


def _languages(golden: dict[str, Any], html: str) -> float | None:
    wanted = Counter(lexer_of(block["language"]) for block in golden["code"] if block["language"])
    got = Counter(lexer_of(language_of(block)) for block in parse(html).select("pre"))
    return (wanted & got).total() / wanted.total() if wanted else None


def structure(wanted: str, got: str, images: list[str] | None = None) -> float | None:
    """Return the mean, over the kinds of block that are wanted, of the share that was kept."""
    first, second = _blocks(wanted), _blocks(got)
    if images is not None:  # the sources may hold placeholders, of which a golden knows better
        first["images"] = Counter(map(file_name, images))
    shares = [(bag & second[kind]).total() / bag.total() for kind, bag in first.items() if bag]
    return mean(shares) if shares else None


def _blocks(html: str) -> dict[str, Counter[str]]:
    page = parse(f"<body>{html}")
    return {
        "headings": Counter(spaced(found.text) for found in page.select("h1, h2, h3, h4, h5, h6")),
        "items": Counter(spaced(found.text)[:60] for found in page.select("li")),
        "links": Counter(spaced(found.text) for found in page.select("a[href]")),
        "images": Counter(file_name(str(found.attrs.get("src"))) for found in page.select("img")),
        "rows": Counter(spaced(found.text) for found in page.select("tr")),
        "code": Counter(found.text.strip("\n") for found in page.select("pre")),
    }


def scores(folder: Path) -> list[Score]:
    """Read every page of `folder` with this engine and score it."""
    fetch = FolderFetch(folder)
    found = []
    for slug, golden in goldens(folder):
        got = capture(golden["url"], fetch=fetch, read=extract)
        found.append(score(slug, golden, Reading.of(got), folder / slug))
    return found


def means(of: list[Score]) -> dict[str, float]:
    """Return the mean of each figure in percent, over the pages that have it."""
    rows = [asdict(row) for row in of]
    kept = {name: [row[name] for row in rows if row[name] is not None] for name in FIGURES}
    return {name: 100 * mean(values) if values else 100.0 for name, values in kept.items()}


def main(folder: Path) -> None:
    """Print the figures of a folder, and the pages that lower them."""
    found = scores(folder)
    table = Table(f"{len(found)} pages of {folder.name} (percent)", "page", *FIGURES)
    for row in found:
        values = [asdict(row)[name] for name in FIGURES]
        if any(value is not None and value < 0.97 for value in values):
            table.row(
                row.slug, *("" if value is None else f"{100 * value:.0f}" for value in values)
            )
    table.row("mean", *(f"{value:.2f}" for value in means(found).values()))
    table.show()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else PAGES)
