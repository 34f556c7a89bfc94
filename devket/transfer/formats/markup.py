"""HTML as a stream of tags and text; no tree is built, so its size does not matter."""

from __future__ import annotations

from collections.abc import Iterator

from turbohtml import Token, Tokenizer

from devket.transfer.formats.source import BREAKS_OFF, LARGEST, PEEK, Source, UnreadableError

LONGEST = 100_000  # letters of one title or note


def tokens(source: Source) -> Iterator[Token]:
    """Yield the tags and texts of a page in their order, references resolved."""
    reader, waiting, tail = Tokenizer(capture_source=True), 0, ""
    with source.text() as file:
        while chunk := file.read(PEEK):
            waiting += len(chunk)
            for token in reader.feed(chunk.replace("\0", "")):
                waiting = 0
                yield token
            if waiting > LARGEST:
                raise UnreadableError(BREAKS_OFF, chunk)
            tail = (tail + chunk)[-PEEK:]
    yield from reader.close()
    if tail.rfind("<") > tail.rfind(">"):
        raise UnreadableError(BREAKS_OFF, tail[tail.rfind("<") :])


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
