"""A kind of file for tests of imports: one entry a line in JSON, in the words of `Entry`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from devket.transfer import formats
from devket.transfer.formats import Entry, Format, Quote, Refused, Row, Source

NAME = "lines"


def _detect(source: Source) -> bool:
    return source.head.startswith('{"url"')


def _read(source: Source) -> Iterator[Row]:
    with source.text() as file:
        for line in file:
            told: dict[str, Any] = json.loads(line)
            if "refused" in told:
                yield Refused(told["refused"], raw=line.strip())
                continue
            if "added" in told:
                told["added"] = datetime.fromisoformat(told["added"])
            quotes = tuple(Quote(**quote) for quote in told.pop("quotes", ()))
            for name in told.keys() & {"tags", "folder"}:
                told[name] = tuple(told[name])
            yield Entry(**told, quotes=quotes, raw=line.strip())


LINES = Format(NAME, "Lines", _detect, _read)
WITH_LINES = (LINES, *formats.FORMATS)


def lines(*entries: dict[str, Any]) -> bytes:
    """Return a file of such entries."""
    return "".join(f"{json.dumps(entry)}\n" for entry in entries).encode()


def page(number: int, **more: Any) -> dict[str, Any]:
    """Return an entry of a page of its own."""
    day = 1 + number % 28
    told = {
        "url": f"https://host{number % 7}.example/posts/{number}",
        "title": f"Post {number}",
        "added": f"2020-01-{day:02}T10:00:{number % 60:02}+00:00",
    }
    return {**told, **more}
