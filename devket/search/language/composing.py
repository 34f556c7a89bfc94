"""Hangul that is still being composed: what its last syllable may become, key by key.

On the way to 파이썬 a field holds 파ㅇ, 팡, 파이, 파있 and 파이써, most of which stand in no text.
"""

from __future__ import annotations

import re

_FIRST, _LAST, _FINALS = 0xAC00, 0xD7A3, 28
# A word of its own at the end: not under an operator, a negation or a quotation.
_LAST_WORD = re.compile(r"(?:^|(?<=\s))[^\s()\"“”„«»＂:-][^\s()\"“”„«»＂:]*$")
_LONE = re.compile(r"[\u1100-\u11ff\u3131-\u318e]+$")


def becoming(text: str) -> str:
    """Return the query with its last syllable open, empty where none is being composed.

    A lone letter goes; so does the last consonant of a syllable, for it may begin the next one;
    a syllable without one stands for all that it may become.
    """
    found = _LAST_WORD.search(text)
    if found is None:
        return ""
    before, word = text[: found.start()], found[0]
    bare = _LONE.sub("", word)
    if bare != word:
        return before + bare
    place = ord(word[-1]) - _FIRST
    if not 0 <= place <= _LAST - _FIRST:
        return ""
    if place % _FINALS:
        return before + word[:-1] + chr(_FIRST + place - place % _FINALS)
    forms = (word[:-1] + chr(_FIRST + place + final) for final in range(_FINALS))
    return f"{before}({' or '.join(forms)})"
