"""How large a file is does not matter to the memory that reading it takes."""

from __future__ import annotations

import json
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from devket.transfer.formats import Entry, detect
from devket.transfer.formats import markup as limits
from devket.transfer.formats.source import LARGEST
from tests.factories.transfers import markup, pocket
from tests.unit.transfer.files import put

MIB = 1024**2


def _pins(count: int) -> bytes:
    pin = {"description": "T", "extended": "note " * 20, "tags": "a b", "time": "2020-01-02"}
    return json.dumps([{"href": f"https://s.example/{n}", **pin} for n in range(count)]).encode()


def _collection(count: int) -> bytes:
    links = [{"id": n, "name": "T" * 99, "url": f"https://s.example/{n}"} for n in range(count)]
    return json.dumps({"collections": [{"id": 1, "name": "C", "links": links}]}).encode()


def _old_page(count: int) -> bytes:
    link = '<li><a href="https://s.example/{}" time_added="1718000000" tags="a">T</a></li>\n'
    lines = "".join(link.format(number) for number in range(count))
    return f"<title>Pocket Export</title><h1>Unread</h1><ul>{lines}</ul>".encode()


def _table(count: int) -> bytes:
    lines = (f"T,https://s.example/{n},1718000000,a|b,unread\n" for n in range(count))
    return (pocket.HEADER_B + "".join(lines)).encode()


def _peak(data: bytes, folder: Path) -> tuple[int, int]:
    """Return how many rows a file has, and the most memory that reading it took."""
    source = put(data, folder)
    del data
    tracemalloc.start()
    try:
        found = detect(source)
        assert found is not None
        rows = sum(1 for _ in found.read(source))
        return rows, tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("make", [_pins, _collection, _old_page, _table, pocket.many, markup.many])
def test_five_times_the_rows_take_the_same_memory(
    make: Callable[[int], bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MOST_HELD", 65_536)
    few, some = _peak(make(1_000), tmp_path)
    many, more = _peak(make(5_000), tmp_path)
    assert (few, many) == (1_000, 5_000)
    assert more < some + 200_000, f"{some:,} {more:,}"
    assert more < 2 * MIB


_JSON = b'[{"href": "h", "description": "", "extended": "", "tags": '
_MARK = b"<!DOCTYPE NETSCAPE-Bookmark-file-1>"
_TABLE = pocket.HEADER_B.encode()
ENDLESS = {
    "cell": (_TABLE + b'T,"', b"x"),
    "cells": (_TABLE, b"x,"),
    "lists": (_JSON, b"["),
    "string": (_JSON + b'"', b"x"),
    "tag": (_MARK + b'<DT><A HREF="', b"x"),
    "title": (_MARK + b"<DT><A HREF=https://s.example/>", b"x"),
    "folders": (_MARK, b"<DL>" + b" " * 2_000),
    "line": (b"https://s.example/", b"x"),
    "page": (b"<!--\n Page saved with SingleFile\n url: https://s.example/\n-->", b"x"),
}


@pytest.mark.parametrize("name", ENDLESS)
def test_fifty_megabytes_without_an_end_are_refused_soon(name: str, tmp_path: Path) -> None:
    start, filler = ENDLESS[name]
    source = put(start + filler * (50 * MIB // len(filler)), tmp_path)
    found = detect(source)
    assert found is not None
    tracemalloc.start()
    try:
        rows = list(found.read(source))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < LARGEST * 10, f"{peak:,}"
    assert len(rows) <= 2
    assert not any(isinstance(row, Entry) and row.html for row in rows)
