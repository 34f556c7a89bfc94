"""Texts as they are compared: without white space, case, and the many forms of one sign."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property, lru_cache

_WORD = re.compile(r"\S+")
# What typesetters and engines write in one way or another.
_PLAIN = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′`´ʼ", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
    }
)


@dataclass(frozen=True)  # without slots: it keeps its folded form
class Ground:
    """A text in which places are looked for; it is folded once, when that is needed."""

    text: str

    @cached_property
    def folded(self) -> Folded:
        """The text as it is compared."""
        return fold(self.text)


@dataclass(frozen=True, slots=True)
class Folded:
    """The letters of a text that count, and where each comes from."""

    text: str
    origins: list[int]

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Return where a part of the folded text stands in the text itself."""
        return self.origins[start], self.origins[end - 1] + 1

    def at(self, place: int) -> int:
        """Return how many letters come from before a place of the text itself."""
        low, high = 0, len(self.origins)
        while low < high:
            middle = (low + high) // 2
            low, high = (middle + 1, high) if self.origins[middle] < place else (low, middle)
        return low

    def splits(self, at: int) -> bool:
        """Tell whether this place is inside a letter: before an accent, or within a ligature."""
        if not 0 < at < len(self.text):
            return False
        is_same = self.origins[at - 1] == self.origins[at]
        return is_same or unicodedata.combining(self.text[at]) != 0


def fold(text: str) -> Folded:
    """Return the text as it is compared.

    White space does not count at all: what stands between two blocks differs from engine to engine.
    """
    parts: list[str] = []
    origins: list[int] = []
    for word in _WORD.finditer(text):
        if word[0].isascii():
            parts.append(word[0].lower().translate(_PLAIN))
            origins.extend(range(*word.span()))
            continue
        for at, letter in enumerate(word[0], word.start()):
            plain = _folded(letter)
            parts.append(plain)
            origins.extend([at] * len(plain))
    return Folded("".join(parts), origins)


@lru_cache(maxsize=8192)
def _folded(letter: str) -> str:
    plain = unicodedata.normalize("NFKD", letter.translate(_PLAIN)).casefold().translate(_PLAIN)
    return "".join(one for one in plain if not one.isspace() and unicodedata.category(one) != "Cf")
