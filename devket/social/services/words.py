"""What people write, before it is kept: tidied, and the handles, hashtags and addresses in it."""

from __future__ import annotations

import re
import unicodedata

from devket.core.text import storable
from devket.social.models import HASHTAG_LENGTH

FOUND = re.compile(
    r"(?<![\w@/])@(?P<handle>[a-z0-9_]{2,30})(?![\w@])"
    r"|(?<![\w#/&])#(?P<hashtag>[^\W_][\w]{0,59})"
    r"|(?P<address>https?://[^\s<>\"“”]+[^\s<>\"“”.,;:!?)\]}’'])",
    re.IGNORECASE,
)
MOST_HASHTAGS = 30
MOST_MENTIONS = 20  # of one text; the rest are links that tell nobody
# What turns the words around it about; single marks of direction (as Arabic needs) may stay.
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_CONTROL = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufff9-\ufffb]")
_GAP = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*){2,}")
_UNSEEN = ("Cc", "Cf", "Cn", "Co", "Zl", "Zp", "Zs", "Mn", "Me")
_BLANK = "\u115f\u1160\u3164\uffa0\u2800"  # letters by name, nothing to the eye


def tidy(text: str) -> str:
    """Return a text as it is kept: NFC, no controls, nothing that turns it about, no large gaps.

    Empty when there is nothing in it to see.
    """
    plain = storable(unicodedata.normalize("NFC", storable(text)))
    plain = plain.replace("\r\n", "\n").replace("\r", "\n")
    plain = _CONTROL.sub("", _TURNING.sub("", plain))
    plain = _GAP.sub("\n\n", plain).strip()
    return plain if any(_is_seen(letter) for letter in plain) else ""


def handles_in(text: str) -> tuple[str, ...]:
    """Return the handles that a text names, each once, as they are stored; the first few."""
    named = (found["handle"] for found in FOUND.finditer(text))
    return tuple(dict.fromkeys(handle.lower() for handle in named if handle))[:MOST_MENTIONS]


def hashtags_in(text: str) -> tuple[str, ...]:
    """Return the hashtags of a text as they are compared, each once; the first few."""
    named = (hashtag_name(found["hashtag"] or "") for found in FOUND.finditer(text))
    return tuple(dict.fromkeys(filter(None, named)))[:MOST_HASHTAGS]


def addresses_in(text: str) -> tuple[str, ...]:
    """Return the web addresses in a text as they are written, each once."""
    named = (found["address"] for found in FOUND.finditer(text))
    return tuple(dict.fromkeys(filter(None, named)))


def hashtag_name(word: str) -> str:
    """Return a hashtag, without its sign, as it is compared: compatible forms and cases alike."""
    plain = unicodedata.normalize("NFKC", word).casefold()
    return "".join(plain.split())[:HASHTAG_LENGTH]


def _is_seen(letter: str) -> bool:
    return letter not in _BLANK and unicodedata.category(letter) not in _UNSEEN
