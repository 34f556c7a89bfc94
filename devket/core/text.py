"""Plain text: cleaning at the edge, clipping, counting words in any script."""

from __future__ import annotations

import re
import unicodedata

# PostgreSQL refuses NUL; a lone surrogate cannot be encoded; both come in through forms and pages.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_CONTROL = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\x7f]")
# Marks that turn the direction of whatever is written after them, on lines that are not theirs.
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_UNSEEN = re.compile("[\u00ad\u200b\u200e\u200f\u2060\ufeff]")
# One ideograph or kana is about half a word to a reader; a Hangul word is written with spaces.
_IDEOGRAPH = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_WORD = re.compile(r"\w+(?:['’.-]\w+)*")
WORDS_A_MINUTE = 230


def storable(text: str) -> str:
    """Return the text without what a database refuses (NUL, lone surrogates)."""
    # Whole pages come through here, and nearly all of them are clean.
    if "\x00" not in text and (text.isascii() or _is_encodable(text)):
        return text
    return _UNSTORABLE.sub("", text)


def _is_encodable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def one_line(text: str) -> str:
    """Return the text as one line: NFC, no control characters, runs of space made one, trimmed."""
    line = " ".join(storable(unicodedata.normalize("NFC", storable(text))).split())
    return line if line.isprintable() else " ".join(_CONTROL.sub(" ", line).split())


def shown_text(text: str) -> str:
    """Return what a person wrote, trimmed, without what could turn the text around it.

    Empty when nothing of it would be seen: spaces, marks without width.
    """
    straight = _TURNING.sub("", storable(text)).strip()
    is_seen = any(unicodedata.category(char)[0] not in "CZM" for char in straight)
    return straight if is_seen else ""


def shown_name(text: str) -> str:
    """Return a name as `shown_text` and `one_line` do, also without marks that nobody sees."""
    return one_line(shown_text(_UNSEEN.sub("", text)))


def clip(text: str, limit: int) -> str:
    """Return at most `limit` characters, cut at a word and closed with an ellipsis when cut."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    space = cut.rfind(" ")
    if space > limit * 0.6:
        cut = cut[:space]
    return cut.rstrip(" ,;:.-–—") + "…"


def word_count(text: str) -> int:
    """Return how many words a reader sees: spaced words, and two ideographs or kana a word."""
    spaced, ideographs = (text, 0) if text.isascii() else _IDEOGRAPH.subn(" ", text)
    return sum(1 for _ in _WORD.finditer(spaced)) + (ideographs + 1) // 2


def reading_minutes(words: int) -> int:
    """Return whole minutes to read that many words, at least one when there are any."""
    return max(1, round(words / WORDS_A_MINUTE)) if words else 0
