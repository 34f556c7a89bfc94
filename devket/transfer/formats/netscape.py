"""Bookmarks as HTML, the way Netscape wrote them: all browsers, linkding, Shiori, Shaarli,
Pinboard, Raindrop, Karakeep.

Taken: address, title, date, `TAGS`, folders, the description below, `TOREAD`, linkding's notes and
its tag of what is archived.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from turbohtml import Token, TokenType

from devket.transfer.formats.entries import Row
from devket.transfer.formats.markup import Words, attributes, read_with
from devket.transfer.formats.rows import is_yes, row
from devket.transfer.formats.source import Source

_LINK = re.compile(r"<dt[^>]{0,200}>\s*<a\s[^>]{0,2000}href", re.I)
_NOTES = re.compile(r"\[/?linkding-notes\]")
LINKDING_ARCHIVED = "linkding:bookmarks.archived"
# Folders that every browser has, and that say nothing of what is in them.
_ROOTS = ("personal_toolbar_folder", "unfiled_bookmarks_folder")
_ENDING = frozenset({"dt", "dl", "h1", "h3", "hr", "a"})
# Those in whose files `TOREAD="0"` says that it was read, not only that nothing is known.
_READ_IS_KNOWN = re.compile(r"pinboard|devket", re.I)
DEEPEST = 100


def detect(source: Source) -> bool:
    """Tell whether the mark of such files or links in such a list stand at the start."""
    return "netscape-bookmark-file" in source.head.lower() or bool(_LINK.search(source.head))


def read(source: Source) -> Iterator[Row]:
    """Yield one row for each link."""
    return read_with(_Reader(), source)


class _Reader:
    """Where in the list it is: the folders around, the link being read, what text belongs to."""

    def __init__(self) -> None:
        self._title = Words()  # of the file
        self._folders: list[str] = []
        self._too_deep = 0
        self._heading: Words | None = None  # of a folder whose list has not begun
        self._is_root = False
        self._link: Token | None = None
        self._name, self._about = Words(), Words()
        self._into: Words | None = None

    def take(self, token: Token) -> Row | None:
        """Take the next token; return the row that it ends."""
        if token.type == TokenType.TEXT:
            if self._into is not None:
                self._into.add(token.data or "")
            return None
        if token.type == TokenType.START_TAG and not self._is_of_the_text(token):
            found = self.ended() if token.tag in _ENDING else None
            self._start(token)
            return found
        if token.type == TokenType.END_TAG:
            return self._end(token.tag or "")
        return None

    def ended(self) -> Row | None:
        """Return the row of the link that is read so far, if there is any."""
        link, self._link, self._into = self._link, None, None
        if link is None:
            return None
        found = self._row(link)
        self._name, self._about = Words(), Words()
        return found

    def _is_of_the_text(self, token: Token) -> bool:
        """Take what a description has of markup of its own; a link of the file tells its date."""
        if self._into is not self._about:
            return False
        if token.tag == "br":
            self._about.add("\n")
        return token.tag == "br" or (token.tag == "a" and "add_date" not in attributes(token))

    def _start(self, token: Token) -> None:
        if token.tag == "a":
            self._link, self._into = token, self._name
        elif token.tag == "dd" and self._link is not None:
            self._into = self._about
        elif token.tag == "h3":
            self._is_root = any(is_yes(attributes(token).get(name)) for name in _ROOTS)
            self._heading = self._into = Words()
        elif token.tag == "dl":
            self._enter()
        elif token.tag == "title":
            self._into = self._title

    def _end(self, tag: str) -> Row | None:
        if tag in ("a", "h3", "title") and self._into is not self._about:
            self._into = None
        if tag != "dl":
            return None
        found = self.ended()
        if self._too_deep:
            self._too_deep -= 1
        elif self._folders:
            self._folders.pop()
        return found

    def _enter(self) -> None:
        name = str(self._heading) if self._heading is not None and not self._is_root else ""
        self._heading, self._is_root = None, False
        if len(self._folders) < DEEPEST:
            self._folders.append(name)
        else:
            self._too_deep += 1

    def _row(self, link: Token) -> Row:
        says, name, about = attributes(link), str(self._name), str(self._about)
        tags = [tag.strip() for tag in says.get("tags", "").split(",")]
        is_read = "toread" in says and not is_yes(says["toread"])
        return row(
            f"{link.source}{name}</A>" + (f"\n<DD>{about}" if about else ""),
            url=says.get("href", ""),
            title=name,
            added=says.get("add_date", ""),
            tags=(tag for tag in tags if tag != LINKDING_ARCHIVED),
            folder=self._folders,
            note=_NOTES.sub("\n\n", about),
            is_archived=LINKDING_ARCHIVED in tags
            or (is_read and bool(_READ_IS_KNOWN.search(str(self._title)))),
            is_favorite=is_yes(says.get("data-important")),
        )
