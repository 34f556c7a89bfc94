"""Pocket's older file, `ril_export.html`: two lists below the headings Unread and Read Archive.

Taken: address, title, date, tags, archived. The lists may be left unclosed, so only headings count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from turbohtml import Token, TokenType

from devket.transfer.formats.entries import Row
from devket.transfer.formats.markup import Words, attributes, read_with
from devket.transfer.formats.rows import row
from devket.transfer.formats.source import Source

_SIGN = re.compile(
    r"<title>\s*pocket export|<h1>\s*(unread|read archive)\s*</h1>\s*<ul>.{0,600}?\stime_added=",
    re.I | re.S,
)
_TAGS = frozenset({"a", "h1", "li", "ul"})


def detect(source: Source) -> bool:
    """Tell whether its title, or a heading with its links, stand at the start."""
    return "netscape-bookmark" not in source.head.lower() and bool(_SIGN.search(source.head))


def read(source: Source) -> Iterator[Row]:
    """Yield one row for each link."""
    return read_with(_Reader(), source)


class _Reader:
    """Below which heading it is, and which link is being read."""

    def __init__(self) -> None:
        self._heading = Words()
        self._link: Token | None = None
        self._name = Words()
        self._into: Words | None = None

    def take(self, token: Token) -> Row | None:
        """Take the next token; return the row that it ends."""
        found = None
        if token.type == TokenType.TEXT and self._into is not None:
            self._into.add(token.data or "")
        elif token.type == TokenType.START_TAG and token.tag in _TAGS:
            found = self.ended()
            self._start(token)
        elif token.type == TokenType.END_TAG and token.tag in _TAGS:
            found = self.ended()
        return found

    def ended(self) -> Row | None:
        """Return the row of the link that is read so far, if there is any."""
        link, self._link, self._into = self._link, None, None
        return _row(link, str(self._name), str(self._heading)) if link is not None else None

    def _start(self, token: Token) -> None:
        if token.tag == "a":
            self._link, self._name = token, Words()
            self._into = self._name
        elif token.tag == "h1":
            self._heading = self._into = Words()


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
