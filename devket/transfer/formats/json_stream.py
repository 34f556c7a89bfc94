"""JSON read piece by piece: down to the rows by name, then row by row, with each row's own text.

The rows are decoded by the standard library; what is passed over is only scanned.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import IO, Any

from devket.core.errors import N_
from devket.transfer.formats.entries import Refused, Row
from devket.transfer.formats.rows import kept_raw
from devket.transfer.formats.source import (
    BREAKS_OFF,
    LARGEST,
    PEEK,
    ROW_TOO_LARGE,
    Source,
    UnreadableError,
)

_SPACE = re.compile(r"[ \t\r\n\0]*")
# Whole strings, and all that is no bracket.
_LEAP = re.compile(r'(?:[^"\[\]{}]++|"(?:[^"\\]++|\\.)*+")*+', re.S)
_IN_STRING = re.compile(r'\\|"')
_BARE = re.compile(r"[^\s,\[\]{}\":]+")
Fields = dict[str, Any]
PROBED = 1024**2  # letters that are looked at to tell the format
DEEPEST = 10_000  # brackets within brackets
NO_ROW = N_("This is not a row as the file's format has them.")


class JsonStream:
    """A file of JSON at a place in it. Whoever is handed a value takes, enters or leaves it."""

    def __init__(self, file: IO[str], *, most: int | None = None) -> None:
        self._file = file
        self._left = most  # letters that may still be read
        self._text = ""
        self._at = 0
        self._passed = 0  # letters that were dropped from before the text
        self._decoder = json.JSONDecoder(strict=False)

    def peek(self) -> str:
        """Return the next letter that is no space; empty at the end."""
        while True:
            found = _SPACE.match(self._text, self._at)
            self._at = found.end() if found else self._at
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._more():
                return ""

    def elements(self) -> Iterator[None]:
        """Go through a list, standing before each of its values; passes over what is none."""
        if self.peek() != "[":
            self.skip()
            return
        self._at += 1
        yield from self._each("]")

    def members(self) -> Iterator[str]:
        """Go through an object, standing before each of its values; passes over what is none."""
        if self.peek() != "{":
            self.skip()
            return
        self._at += 1
        for _ in self._each("}"):
            name, _ = self.value()
            if not isinstance(name, str) or self.peek() != ":":
                raise self._broken()
            self._at += 1
            before = self._place()
            yield name
            if self._place() == before:
                self.skip()

    def rows(self) -> Iterator[tuple[Fields, str] | Refused]:
        """Go through a list of objects: each with its text; refuses what is none or too large."""
        for _ in self.elements():
            try:
                found, raw = self.value()
            except _ValueError as error:
                self._leave(error)
                yield Refused(str(error), raw=kept_raw(error.raw))
                continue
            yield (found, raw) if isinstance(found, dict) else Refused(NO_ROW, raw=kept_raw(raw))

    def made(self, make: Callable[[Fields, str], Row]) -> Iterator[Row]:
        """Go through a list of objects, a row made of each; what was refused is passed on."""
        for found in self.rows():
            yield found if isinstance(found, Refused) else make(*found)

    def value(self) -> tuple[object, str]:
        """Take the next value whole, and its text."""
        self.peek()
        while True:
            try:
                found, end = self._decoder.raw_decode(self._text, self._at)
            except RecursionError as error:
                raise _ValueError(ROW_TOO_LARGE, self._ahead()) from error
            except ValueError as error:
                if len(self._text) - self._at > LARGEST:
                    raise _ValueError(ROW_TOO_LARGE, self._ahead()) from error
                if not self._more():
                    raise _ValueError(NO_ROW, self._ahead()) from error
                continue
            if end < len(self._text) or not self._more():
                raw = self._text[self._at : end]
                self._at = end
                return found, raw

    def _leave(self, fault: _ValueError) -> None:
        """Go on behind a value that could not be taken; a file that breaks off in it ends here."""
        try:
            self.skip()
        except UnreadableError as error:
            raise UnreadableError(BREAKS_OFF, fault.raw) from error

    def skip(self) -> None:
        """Pass over the next value, however large it is."""
        letter = self.peek()
        if letter == '"':
            self._skip_string()
        elif letter in ("[", "{"):
            self._skip_nest()
        elif _BARE.match(letter):
            self._skip_bare()
        else:
            raise self._broken()

    def _skip_nest(self) -> None:
        depth = 0
        while True:
            turn = self._turn()
            if turn == '"':  # one that was read in part
                self._skip_string()
                continue
            depth += 1 if turn in "[{" else -1
            self._at += 1
            if not depth:
                return
            if depth > DEEPEST:
                raise self._broken()

    def _turn(self) -> str:
        """Go on to the next bracket, or a string whose end is not read yet."""
        while True:
            found = _LEAP.match(self._text, self._at)
            self._at = found.end() if found else self._at
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._more():
                raise self._broken()

    def _skip_string(self) -> None:
        self._at += 1
        while True:
            found = _IN_STRING.search(self._text, self._at)
            if found is None:
                self._at = len(self._text)
                if not self._more():
                    raise self._broken()
                continue
            self._at = found.end()
            if found[0] == '"':
                return
            if self._at == len(self._text) and not self._more():
                raise self._broken()
            self._at += 1

    def _skip_bare(self) -> None:
        while True:
            found = _BARE.match(self._text, self._at)
            if found is None:
                return
            self._at = found.end()
            if self._at < len(self._text) or not self._more():
                return

    def _each(self, closing: str) -> Iterator[None]:
        """Stand before each value of a list or object that was entered; leave it at its end."""
        while (letter := self.peek()) != closing:
            if not letter:
                raise self._broken()
            before = self._place()
            yield
            if self._place() == before:
                self.skip()
            if self.peek() == ",":
                self._at += 1
            elif self.peek() != closing:
                raise self._broken()
        self._at += 1

    def _broken(self) -> UnreadableError:
        return UnreadableError(BREAKS_OFF, self._ahead())

    def _ahead(self) -> str:
        return self._text[self._at : self._at + PEEK]

    def _place(self) -> int:
        return self._passed + self._at

    def _more(self) -> bool:
        """Read on, as much again as is held already; what lies behind is dropped."""
        if self._left is not None and self._left <= 0:
            return False
        chunk = self._file.read(max(PEEK, len(self._text) - self._at))
        self._left = None if self._left is None else self._left - len(chunk)
        if chunk:
            self._passed += self._at
            self._text = self._text[self._at :] + chunk
            self._at = 0
        return bool(chunk)


class _ValueError(UnreadableError):
    """A value that is larger or deeper than is taken, or is no JSON."""


@contextmanager
def opened(source: Source, *, most: int | None = None) -> Iterator[JsonStream]:
    """Open a file as JSON, or only as many letters of it."""
    with source.text() as file:
        yield JsonStream(file, most=most)


def read_list(source: Source, make: Callable[[Fields, str], Row]) -> Iterator[Row]:
    """Yield a row for each object of a file that is one list."""
    with opened(source) as stream:
        yield from stream.made(make)


def probe(source: Source, *, below: str = "") -> frozenset[str]:
    """Return the names in the first object of a list; of the list with this name in an object.

    None when the file is no such list. A file that breaks off in it tells what it told so far.
    """
    found: set[str] = set()
    if not source.head.lstrip("\ufeff \t\r\n").startswith("{" if below else "["):
        return frozenset()
    try:
        with opened(source, most=PROBED) as stream:
            if not below:
                _first(stream, found)
            for name in stream.members() if below else ():
                if name == below:
                    _first(stream, found)
                    break
    except UnreadableError:
        pass
    return frozenset(found)


def _first(stream: JsonStream, found: set[str]) -> None:
    for _ in stream.elements():
        found.update(stream.members())
        return
