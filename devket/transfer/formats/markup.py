"""HTML as a stream of tags and text; no tree is built, so its size does not matter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import IO, Protocol

from turbohtml import Token, Tokenizer, TokenType

from devket.transfer.formats.entries import Row
from devket.transfer.formats.source import BREAKS_OFF, LARGEST, PEEK, Source, UnreadableError

LONGEST = 100_000  # letters of one title or note
MOST_HELD = 1024**2
_BEGUN = re.compile(r"<[a-zA-Z/!][^<>]*$")  # a tag without its end
# Elements in which nothing is a tag but their own end.
_OPAQUE = frozenset(
    {"iframe", "noembed", "noframes", "noscript", "plaintext", "script", "style", "textarea"}
    | {"title", "xmp"}
)


class Reader(Protocol):
    """What makes rows of tokens."""

    def take(self, token: Token) -> Row | None:
        """Take the next token; return the row that it ends."""

    def ended(self) -> Row | None:
        """Return the row that is begun when there are no more tokens."""


def read_with(reader: Reader, source: Source) -> Iterator[Row]:
    """Yield the rows of a page; where it breaks off, what was begun comes before the fault."""
    fault: UnreadableError | None = None
    try:
        for token in tokens(source):
            if (found := reader.take(token)) is not None:
                yield found
    except UnreadableError as error:
        fault = error
    if (found := reader.ended()) is not None:
        yield found
    if fault is not None:
        raise fault


def tokens(source: Source) -> Iterator[Token]:
    """Yield the tags and texts of a page in their order, references resolved."""
    # A tokenizer keeps all it was fed, so behind a tag, every now and then, a new one goes on.
    reader, held, waiting, chunk = Tokenizer(capture_source=True), 0, 0, ""
    with source.text() as file:
        for chunk in _up_to_tags(file):
            held, waiting, last = held + len(chunk), waiting + len(chunk), None
            for token in reader.feed(chunk):
                waiting, last = 0, token
                yield token
            if waiting > LARGEST:
                raise UnreadableError(BREAKS_OFF, chunk)
            if held > MOST_HELD and last is not None and _is_between(last, chunk):
                reader, held = Tokenizer(capture_source=True), 0
    yield from reader.close()
    if begun := _BEGUN.search(chunk):
        raise UnreadableError(BREAKS_OFF, begun[0])


def _up_to_tags(file: IO[str]) -> Iterator[str]:
    """Yield a text in pieces that end with a tag, where there are any."""
    rest = ""
    while chunk := file.read(PEEK):
        chunk = rest + chunk.replace("\0", "")
        end = chunk.rfind(">") + 1 or len(chunk)
        rest = chunk[end:]
        yield chunk[:end]
    if rest:
        yield rest


def _is_between(last: Token, chunk: str) -> bool:
    """Tell whether a piece ended with this tag, and with one behind which tags are tags."""
    is_tag = last.type == TokenType.END_TAG or (
        last.type == TokenType.START_TAG and last.tag not in _OPAQUE
    )
    return is_tag and chunk.endswith(last.source or ">")


def attributes(token: Token) -> dict[str, str]:
    """Return the attributes of a tag, names in small letters; of two alike the first."""
    found: dict[str, str] = {}
    for name, value in token.attrs or ():
        found.setdefault(name, value or "")
    return found


class Words:
    """A text that comes in pieces, as much of it as is kept."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._size = 0

    def add(self, piece: str) -> None:
        """Add a piece, unless there is enough."""
        if self._size < LONGEST:
            self._pieces.append(piece)
            self._size += len(piece)

    def __str__(self) -> str:
        return "".join(self._pieces)
