"""What stands in the texts of people: mentions, hashtags, addresses."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

HASHTAG_LENGTH = 60
FOUND = re.compile(
    r"(?<![\w@/])@(?P<handle>[a-z0-9_]{2,30})(?![\w@])"
    r"|(?<![\w#/&])#(?P<hashtag>[^\W_][\w]{0,59})"
    r"|(?P<address>https?://[^\s<>\"“”]+[^\s<>\"“”.,;:!?)\]}’'])",
    re.IGNORECASE,
)


def handles_in(text: str) -> list[str]:
    """Return the handles that are named in a text, each once, in lower case, as they come."""
    return list(dict.fromkeys(said.lower() for said in _all(text, "handle")))


def hashtags_in(text: str) -> list[str]:
    """Return the hashtags of a text as they are compared, each once, as they come."""
    return list(dict.fromkeys(filter(None, map(hashtag_name, _all(text, "hashtag")))))


def addresses_in(text: str) -> list[str]:
    """Return the web addresses in a text as they are written, each once, as they come."""
    return list(dict.fromkeys(_all(text, "address")))


def hashtag_name(word: str) -> str:
    """Return a hashtag, without its sign, as it is compared: compatible forms and cases alike."""
    plain = unicodedata.normalize("NFKC", word).casefold()
    return "".join(plain.split())[:HASHTAG_LENGTH]


def _all(text: str, kind: str) -> Iterator[str]:
    return (found[kind] for found in FOUND.finditer(text) if found[kind])
