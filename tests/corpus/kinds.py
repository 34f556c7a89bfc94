"""Endpoints that are honest, but no plain page: articles in parts, files, pages that send on.

`/parts/<name>/<n>/?of=3&gone=2`, `/file/report.pdf`, `/file/plan.svg`, `/file/book.ipynb`,
`/moved/meta`, `/moved/script`, `/drawn`.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from typing import Protocol

from tests.unit.capture.pdf_files import BOLD, Put, code, paragraph, pdf

HTML = {"Content-Type": "text/html; charset=utf-8"}
PLAN = (
    "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 320 200'><title>The plan</title>"
    "<rect width='90' height='40'/><path d='M90 20h80' onclick='alert(1)'/><text>hand</text></svg>"
)
REPORT = pdf(
    [
        [
            Put(72, 740, "What bridges bear", BOLD, 22),
            *paragraph(
                700,
                "A bridge that is never crossed keeps its promise only on paper, and so it is",
                "with a protocol that nobody has spoken yet. This tells what one of them bore.",
            ),
            *code(640, "def cross(bridge):\n    return bridge.bears(1)\n"),
        ]
    ],
    info={"Author": "Ines Moor"},
)
_SENTENCE = "Part {n} goes on with the queue, which by now is long, and has words of its own. "


class Answer(Protocol):
    """What an endpoint needs of the request it was given."""

    def send(self, status: int, body: bytes, headers: dict[str, str] | None = None) -> None:
        """Send a whole answer."""


Rest = list[str]
Query = dict[str, str]
Endpoint = Callable[[Answer, Rest, Query, threading.Event], None]


def _parts(answer: Answer, rest: Rest, query: Query, closing: threading.Event) -> None:
    """One part of an article; `of` parts there are, `gone` is one that fails."""
    number = int(rest[1]) if len(rest) > 1 else 1
    most, gone = int(query.get("of", "3")), query.get("gone")
    if str(number) == gone:
        answer.send(500, b"<h1>Out of order</h1>", HTML)
        return
    asked = "&".join(f"{name}={value}" for name, value in query.items())
    ends = f"?{asked}" if asked else ""
    links = " ".join(f"<a href='/parts/{rest[0]}/{n}/{ends}'>{n}</a>" for n in range(2, most + 1))
    body = f"<h2 id=s>Section {number}</h2>" + f"<p>{_SENTENCE.format(n=number) * 8}</p>" * 3
    page = (
        f"<!doctype html><html lang=en><title>Queues</title><article><h1>Queues</h1>{body}"
        f"<pre><code class=language-python>part = {number}\n\tend\n</code></pre></article>"
        f"<nav class=pager>{links}</nav></html>"
    )
    answer.send(200 if number <= most else 404, page.encode(), HTML)


def _file(answer: Answer, rest: Rest, query: Query, closing: threading.Event) -> None:
    cell = {"cell_type": "code", "source": "x = 1", "outputs": []}
    book = {"nbformat": 4, "cells": [{"cell_type": "markdown", "source": "# Notes"}, cell]}
    files = {
        "report.pdf": (REPORT, "application/pdf"),
        "plan.svg": (PLAN.encode(), "image/svg+xml"),
        "book.ipynb": (json.dumps(book).encode(), "text/plain; charset=utf-8"),
    }
    body, kind = files[rest[0]]
    answer.send(200, body, {"Content-Type": kind})


def _moved(answer: Answer, rest: Rest, query: Query, closing: threading.Event) -> None:
    ways = {
        "meta": "<meta http-equiv=refresh content='0; url=/article/after'>",
        "script": "<script>window.location.replace('/article/after')</script>",
        "inside": "<meta http-equiv=refresh content='0; url=http://169.254.169.254/'>",
    }
    answer.send(200, ways[rest[0]].encode(), HTML)


def _drawn(answer: Answer, rest: Rest, query: Query, closing: threading.Event) -> None:
    """A page with a drawing in its own markup."""
    prose = f"<p>{_SENTENCE.format(n=1) * 8}</p>" * 3
    page = (
        f"<html lang=en><title>Plans</title><article><h1>Plans</h1>{prose}{PLAN}{prose}</article>"
    )
    answer.send(200, page.encode(), HTML)


KINDS: dict[str, Endpoint] = {"parts": _parts, "file": _file, "moved": _moved, "drawn": _drawn}
