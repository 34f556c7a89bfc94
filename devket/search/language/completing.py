"""Which word of a query somebody is typing, and how a value is written into one."""

from __future__ import annotations

import re
from dataclasses import dataclass

from devket.search.language.operators import OPERATORS

_CLOSING = {'"': '"', "“": "”", "„": "“”", "«": "»", "＂": "＂"}
_BEGUN = re.compile(r"([A-Za-z]{2,8}):(.*)", re.DOTALL)
_PLAIN = re.compile(r"[^\s()\"“”„«»＂]+")


@dataclass(frozen=True, slots=True)
class Begun:
    """A word being typed: the text from `start` to `end` is what a suggestion would replace.

    `operator` is empty while no known one stands before it; `said` is what is typed of the value,
    or of the word itself.
    """

    operator: str
    said: str
    start: int
    end: int


def word_at(text: str, at: int) -> Begun | None:
    """Return the word that ends at a place of the text; None between words and in quotations."""
    at = min(max(at, 0), len(text))
    start, closing = _begin(text, at)
    if text[start:at].startswith("-"):
        start += 1
    found = _BEGUN.fullmatch(text[start:at])
    is_known = found is not None and found[1].lower() in OPERATORS
    if start == at or (closing and not is_known):
        return None
    end = _end(text, at, closing)
    if found is None or not is_known:
        return Begun("", text[start:at], start, end)
    return Begun(found[1].lower(), found[2].lstrip("".join(_CLOSING)), start, end)


def written(operator: str, value: str) -> str:
    """Return an operator with its value as a query says it, in quotation marks where needed."""
    if _PLAIN.fullmatch(value):
        return f"{operator}:{value}"
    return f"{operator}:“{value}”" if '"' in value else f'{operator}:"{value}"'


def _begin(text: str, at: int) -> tuple[int, str]:
    """Return where the word begins, and what would close the quotation that is open in it."""
    start, closing = 0, ""
    for place, char in enumerate(text[:at]):
        if closing:
            closing = "" if char in closing else closing
        elif char in _CLOSING:
            closing = _CLOSING[char]
        elif char.isspace() or char == "(":
            start = place + 1
    return start, closing


def _end(text: str, at: int, closing: str) -> int:
    for place in range(at, len(text)):
        if closing and text[place] in closing:
            return place + 1
        if not closing and (text[place].isspace() or text[place] in "()"):
            return place
    # An open quotation would swallow what follows it: only what was typed is replaced.
    return at if closing else len(text)
