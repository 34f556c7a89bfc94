"""Plain text: cleaning at the edge, clipping, counting words in any script."""

from __future__ import annotations

import re
import unicodedata

# PostgreSQL refuses NUL; a lone surrogate cannot be encoded; both come in through forms and pages.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_CONTROL = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\x7f]")
_UNDRAWN = re.compile("[\u00ad\u200e\u200f]")  # of use in a text, in a name only to deceive
# One ideograph or kana is about half a word to a reader; a Hangul word is written with spaces.
_IDEOGRAPH = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_WORD = re.compile(r"\w+(?:['’.-]\w+)*")
WORDS_A_MINUTE = 230
_LINE_ENDS = re.compile("\r\n?|[\u2028\u2029\x85]")
# What turns the words around it, and what takes no room at all: neither is left in what people
# say to each other. The joiners stay, which write Persian, scripts of India and many an emoji.
_MISLEADING = re.compile("[\u202a-\u202e\u2060-\u206f\u200b\ufeff\x0b\x0c]")
_UNSEEN = frozenset({"Cc", "Cf", "Cn", "Co", "Zl", "Zp", "Zs", "Mn", "Me"})
_BLANK = "\u115f\u1160\u3164\uffa0\u2800"  # letters by name, nothing to the eye
_BLANK_LINES = re.compile(r"\n[ \t]*(?:\n[ \t]*){2,}")


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


def said(text: str) -> str:
    """Return what people say to others, in NFC and without what would mislead them.

    That is: control characters, overrides of the direction, what takes no room. Of empty lines one
    is left. A text in which nothing is to be seen is empty.
    """
    text = storable(unicodedata.normalize("NFC", _LINE_ENDS.sub("\n", storable(text))))
    text = _MISLEADING.sub("", _CONTROL.sub("", text))
    text = _BLANK_LINES.sub("\n\n", "\n".join(map(str.rstrip, text.split("\n")))).strip()
    return text if any(map(_is_seen, text)) else ""


def _is_seen(letter: str) -> bool:
    return letter not in _BLANK and unicodedata.category(letter) not in _UNSEEN


def shown_name(text: str) -> str:
    """Return a name as `said` and `one_line` do, also without marks that nobody sees."""
    return one_line(said(_UNDRAWN.sub("", text)))


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
