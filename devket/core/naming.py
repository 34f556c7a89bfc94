"""Names of people as they are looked for: their words without case, accents and typed forms."""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"[^\W_]+")
_LONGEST = 30  # characters of a word that are kept
_MOST = 12  # words of one name


def name_words(name: str) -> tuple[str, ...]:
    """Return the words of a name, folded: `Zoë_Kim` is `zoe` and `kim`."""
    apart = unicodedata.normalize("NFKD", name).casefold()
    plain = "".join(char for char in apart if unicodedata.category(char) != "Mn")
    return tuple(_WORD.findall(unicodedata.normalize("NFC", plain))[:_MOST])


def name_ends(*names: str) -> frozenset[str]:
    """Return every end of every word: what is typed is then looked for as the beginning of one.

    The last Latin letter alone is left out: nobody is looked for by it.
    """
    words = {word[:_LONGEST] for name in names for word in name_words(name)}
    ends = {word[at:] for word in words for at in range(len(word))}
    return frozenset(end for end in ends if len(end) > 1 or end in words or not end.isascii())
