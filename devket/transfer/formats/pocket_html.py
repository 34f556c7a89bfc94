"""Pocket's older file, `ril_export.html`: two lists below the headings Unread and Read Archive.

Taken: address, title, date, tags, archived. The lists may be left unclosed, so only headings count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from turbohtml import Token, TokenType

from devket.transfer.formats.entries import Row
from devket.transfer.formats.markup import Words, attributes, tokens
from devket.transfer.formats.rows import row
from devket.transfer.formats.source import Source

_SIGN = re.compile(
    r"<title>\s*pocket export|<h1>\s*(unread|read archive)\s*</h1>\s*<ul>.*?\stime_added=",
    re.I | re.S,
)


def detect(source: Source) -> bool:
    """Tell whether its title, or a heading with its links, stand at the start."""
    return "netscape-bookmark" not in source.head.lower() and bool(_SIGN.search(source.head))


def read(source: Source) -> Iterator[Row]:
    """Yield one row for each link."""
    heading, name, into = Words(), Words(), None
    link: Token | None = None
    for token in tokens(source):
        if token.type == TokenType.TEXT and into is not None:
            into.add(token.data or "")
        elif token.type == TokenType.START_TAG and token.tag in ("a", "h1"):
            if link is not None:
                yield _row(link, str(name), str(heading))
            link = None
            into = Words()
            if token.tag == "a":
                link, name = token, into
            else:
                heading = into
        elif token.type == TokenType.END_TAG and token.tag in ("a", "h1", "li", "ul"):
            if link is not None:
                yield _row(link, str(name), str(heading))
            link = into = None
    if link is not None:
        yield _row(link, str(name), str(heading))


def _row(link: Token, name: str, heading: str) -> Row:
    says = attributes(link)
    url = says.get("href", "").strip()
    return row(
        f"{link.source}{name}</a>",
        url=url,
        title="" if name.strip() == url else name,
        added=says.get("time_added"),
        tags=says.get("tags", "").split(","),
        is_archived="archive" in heading.casefold(),
    )
