"""What stands in the texts of people: mentions, hashtags, addresses."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

HASHTAG_LENGTH = 60
MOST_HASHTAGS = 30  # of one text
MOST_MENTIONS = 20  # of one text; the rest are links that tell nobody
FOUND = re.compile(
    r"(?<![\w@/])@(?P<handle>[a-z0-9_]{2,30})(?![\w@])"
    r"|(?<![\w#/&])#(?P<hashtag>[^\W_][\w]{0,59})"
    r"|(?P<address>https?://[^\s<>\"“”]+[^\s<>\"“”.,;:!?)\]}’'])",
    re.IGNORECASE,
)


def handles_in(text: str) -> tuple[str, ...]:
    """Return the handles that a text names, each once, as they are stored; the first few."""
    return tuple(dict.fromkeys(said.lower() for said in _all(text, "handle")))[:MOST_MENTIONS]


def hashtags_in(text: str) -> tuple[str, ...]:
    """Return the hashtags of a text as they are compared, each once; the first few."""
    named = map(hashtag_name, _all(text, "hashtag"))
    return tuple(dict.fromkeys(filter(None, named)))[:MOST_HASHTAGS]


def addresses_in(text: str) -> tuple[str, ...]:
    """Return the web addresses in a text as they are written, each once."""
    return tuple(dict.fromkeys(_all(text, "address")))


def hashtag_name(word: str) -> str:
    """Return a hashtag, without its sign, as it is compared: compatible forms and cases alike."""
    plain = unicodedata.normalize("NFKC", word).casefold()
    return "".join(plain.split())[:HASHTAG_LENGTH]


def _all(text: str, kind: str) -> Iterator[str]:
    return (found[kind] for found in FOUND.finditer(text) if found[kind])
