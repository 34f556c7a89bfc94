"""Reads a `source.md`: what is true of a page, its text, and the posts or parts it falls into."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

TEXTS = Path(__file__).parent.parent / "texts"
_POST = re.compile(r"^@@ (\{.*\})$", re.MULTILINE)
_SHARED = re.compile(r"^<<([\w-]+)>>$", re.MULTILINE)
_PART = "\n%%part\n"


@dataclass
class Piece:
    """A stretch of the text: the whole of it, a part of a paged article, or somebody's post."""

    text: str
    told: dict[str, Any] = field(default_factory=dict)  # author, at, score, accepted, comment, …


@dataclass
class Source:
    """A page as its author wrote it."""

    folder: Path
    meta: dict[str, Any]
    pieces: list[Piece]

    @property
    def is_thread(self) -> bool:
        """Whether the text consists of posts."""
        return any("author" in piece.told for piece in self.pieces)


def read_source(folder: Path) -> Source:
    """Read the source of one page; a line `<<name>>` stands for a text that several pages share."""
    head, text = folder.joinpath("source.md").read_text("utf-8").split("\n+++\n", 1)
    meta = {"lang": "en", "state": "full text", **tomllib.loads(head.removeprefix("+++\n"))}
    text = _SHARED.sub(lambda found: _shared()[found[1]], text)
    return Source(folder, meta, _pieces(text))


def _pieces(text: str) -> list[Piece]:
    first, *rest = _POST.split(text)
    if rest:
        heads = (tomllib.loads(f"told = {told}")["told"] for told in rest[::2])
        before = [Piece(first)] if first.strip() else []
        pairs = zip(heads, rest[1::2], strict=True)
        return before + [Piece(body.strip() + "\n", told) for told, body in pairs]
    return [Piece(part) for part in text.split(_PART)]


@cache
def _shared() -> dict[str, str]:
    return {path.stem: path.read_text("utf-8").strip() for path in TEXTS.glob("*.md")}
