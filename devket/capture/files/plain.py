"""Answers that are text but no page: source, JSON, Markdown, plain text, as simple articles."""

from __future__ import annotations

import re
from itertools import pairwise, takewhile

from turbohtml import Element, Text

from devket.capture.code import CodeBlock, CodeStore
from devket.capture.code.languages import language_of_file, language_of_name
from devket.capture.files.filenames import file_name
from devket.core.text import clip, one_line

_MARKED = frozenset({"text/plain", "text/markdown", "text/x-markdown", ""})
_HEAD, _HEAD_LINES = 8_000, 60  # characters and lines within which a title stands
_INDENT = " " * 6
_HEADING = re.compile(r"#{1,2}\s+(\S.*?)\s*#*$|[Tt]itle:\s+(?P<named>\S.*)$")
_DRAWN = re.compile(r"={3,}|-{3,}|\*{3,}|~{3,}")
_BY_TYPE = {
    "application/json": "json",
    "application/ld+json": "json",
    "text/css": "css",
    "application/xml": "xml",
    "text/xml": "xml",
    "application/javascript": "javascript",
    "text/javascript": "javascript",
}


def plain_title(text: str, url: str, kind: str) -> str:
    """Return the heading a text opens with (marked, centred or alone), else its file's name."""
    name = file_name(url)
    if kind not in _MARKED or language_of_file(name) not in ("", "text", "markdown", "rst"):
        return name
    lines = [line.expandtabs().rstrip() for line in text[:_HEAD].splitlines()[:_HEAD_LINES]]
    found = _marked(lines) or _centred(lines) or _alone(lines)
    return clip(one_line(found), 200) or name


def _marked(lines: list[str]) -> str:
    """Return a heading marked by `#`, by a line drawn under it, or by the word "Title:"."""
    for line, below in pairwise([*lines[:20], ""]):
        if match := _HEADING.match(line):
            return match[1] or match["named"]
        if line and _could_head(line) and _DRAWN.fullmatch(below):
            return line
    return ""


def _centred(lines: list[str]) -> str:
    """Return the first run of centred lines that stands alone, as memos carry their title."""
    for number, line in enumerate(lines):
        before = lines[number - 1] if number else ""
        if before or not line.startswith(_INDENT) or not _could_head(line):
            continue
        run = list(
            takewhile(lambda one: one.startswith(_INDENT) and _could_head(one), lines[number:])
        )
        after = lines[number + len(run)] if number + len(run) < len(lines) else ""
        if len(run) <= 3 and not after:
            return " ".join(run)
    return ""


def _alone(lines: list[str]) -> str:
    """Return the first line when it stands alone above the text and is no sentence."""
    full = [number for number, line in enumerate(lines) if line]
    if len(full) < 2 or full[1] < full[0] + 2 or lines[full[0]].startswith(" "):
        return ""
    return lines[full[0]] if _could_head(lines[full[0]]) else ""


def _could_head(line: str) -> bool:
    """Tell whether a line may be a heading: short, of letters, in one piece, no sentence."""
    text = line.strip()
    return (
        4 <= len(text) <= 100
        and "   " not in text
        and not text.endswith((".", ",", ";", ":", "{", "。"))
        and sum(map(str.isalpha, text)) > len(text) * 0.5
    )


def plain_article(text: str, url: str, kind: str, store: CodeStore) -> Element:
    """Return prose as paragraphs, anything else as one block of code in its language."""
    name = file_name(url)
    language = (
        _BY_TYPE.get(kind, "")
        or language_of_file(name)
        or language_of_name(kind.rsplit("/x-", 1)[-1])
    )
    is_prose = kind in _MARKED and language in ("", "text") and _is_prose(text)
    if is_prose:
        parts = [part.strip("\n") for part in text.replace("\r\n", "\n").split("\n\n")]
        return Element(
            "div", None, [Element("p", None, [Text(part)]) for part in parts if part.strip()]
        )
    return Element("div", None, [store.hold(CodeBlock(text.replace("\r\n", "\n"), language, name))])


def _is_prose(text: str) -> bool:
    lines = [line for line in text.splitlines()[:200] if line.strip()]
    indented = sum(line.startswith((" ", "\t")) for line in lines)
    return bool(lines) and indented < len(lines) * 0.1 and sum(map(len, lines)) / len(lines) > 50
