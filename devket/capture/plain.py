"""Answers that are text but no page: source, JSON, Markdown, plain text, as simple articles."""

from __future__ import annotations

from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from turbohtml import Element, Text

from devket.capture.code import CodeBlock, CodeStore
from devket.capture.code.languages import language_of_file, language_of_name

_MARKED = frozenset({"text/plain", "text/markdown", "text/x-markdown", ""})
_BY_TYPE = {
    "application/json": "json",
    "application/ld+json": "json",
    "text/css": "css",
    "application/xml": "xml",
    "text/xml": "xml",
    "application/javascript": "javascript",
    "text/javascript": "javascript",
}


def file_name(url: str) -> str:
    """Return the last part of an address as people read it, the host when there is none."""
    parts = urlsplit(url)
    return unquote(PurePosixPath(parts.path).name) or parts.hostname or url


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
