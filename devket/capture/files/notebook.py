"""Notebooks (Jupyter's `.ipynb`) as raw markup: text, code in its language, what the code gave."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import Any

from devket.capture.code.languages import language_of_name
from devket.capture.files.markdown import markdown_html

_MOST_CELLS = 2_000
_LONGEST_OUTPUT = 40_000  # characters of text that one cell gave
_PICTURES = ("image/png", "image/jpeg", "image/gif", "image/webp")
_ANSI = re.compile(r"\x1b\[[0-9;]{0,20}[A-Za-z]")
_ATTACHMENT = re.compile(r"attachment:([\w .%()-]{1,200})")


@dataclass(frozen=True, slots=True)
class Notebook:
    """A notebook's markup, as unsafe as the notebook, and what it says of itself."""

    markup: str
    title: str = ""
    authors: str = ""


def read_notebook(text: str) -> Notebook | None:
    """Return a notebook's parts in their order; None when the text is no notebook."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(data, dict) or not isinstance(data.get("nbformat"), int):
        return None
    cells = data.get("cells")
    if not isinstance(cells, list):
        sheets = _list(data.get("worksheets"))  # format 3, until 2015
        cells = _list(_map(sheets[0]).get("cells")) if sheets else []
    about = _map(data.get("metadata"))
    language = _language(about)
    parts = [part for cell in cells[:_MOST_CELLS] for part in _cell(_map(cell), language)]
    names = [str(_map(author).get("name", "")) for author in _list(about.get("authors"))[:5]]
    title = about.get("title")
    return Notebook(
        "\n".join(parts),
        title if isinstance(title, str) else "",
        ", ".join(name for name in names if name),
    )


def _language(about: dict[str, Any]) -> str:
    named = _map(about.get("language_info")).get("name") or _map(about.get("kernelspec")).get(
        "language"
    )
    return language_of_name(str(named or "python"))


def _cell(cell: dict[str, Any], language: str) -> Iterator[str]:
    source = _text(cell.get("source", cell.get("input")))
    kind = cell.get("cell_type")
    if kind == "markdown":
        yield markdown_html(_with_attachments(source, _map(cell.get("attachments"))))
    elif kind == "heading":
        yield f"<h2>{escape(source)}</h2>"
    elif kind == "code":
        if source.strip():
            yield _code(source, language)
        for output in _list(cell.get("outputs"))[:50]:
            yield from _output(_map(output))
    elif source.strip():
        yield _code(source, "text")


def _code(text: str, language: str) -> str:
    # A parser drops the first newline after `<pre>`, so it is given one to drop.
    return f'<pre>\n<code class="language-{escape(language or "text")}">{escape(text)}</code></pre>'


def _output(output: dict[str, Any]) -> Iterator[str]:
    if output.get("output_type") == "error":
        trace = "\n".join(str(line) for line in _list(output.get("traceback"))[:200])
        yield _code(_ANSI.sub("", trace)[:_LONGEST_OUTPUT], "text")
        return
    bundle = _map(output.get("data")) or output
    for kind in _PICTURES:
        if packed := _text(bundle.get(kind)):
            yield f'<p><img src="data:{kind};base64,{escape("".join(packed.split()))}"></p>'
            return
    if drawing := _text(bundle.get("image/svg+xml")):
        yield f"<figure>{drawing}</figure>"
    elif markup := _text(bundle.get("text/html")):
        yield f"<div>{markup}</div>"
    elif said := _text(bundle.get("text/markdown")):
        yield markdown_html(said)
    elif plain := _text(bundle.get("text/plain") or bundle.get("text")):
        yield _code(_ANSI.sub("", plain)[:_LONGEST_OUTPUT], "text")


def _with_attachments(source: str, attachments: dict[str, Any]) -> str:
    def address(found: re.Match[str]) -> str:
        bundle = _map(attachments.get(found[1]))
        for kind in _PICTURES:
            if packed := _text(bundle.get(kind)):
                return f"data:{kind};base64,{''.join(packed.split())}"
        return found[0]

    return _ATTACHMENT.sub(address, source) if attachments else source


def _text(value: object) -> str:
    if isinstance(value, list):
        return "".join(part for part in value if isinstance(part, str))
    return value if isinstance(value, str) else ""


def _map(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []
