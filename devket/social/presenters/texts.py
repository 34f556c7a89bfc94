"""What people wrote, in pieces: words, and the mentions, hashtags and addresses among them."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from devket.core.errors import InvalidError
from devket.core.urls import parse_address
from devket.core.wording import FOUND, hashtag_name
from devket.social.presenters.addresses import hashtag_href, person_href


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words; with `href` they are a link, away from here when `is_away`."""

    text: str
    href: str = ""
    is_away: bool = False


def pieces_of(text: str, mentioned: Collection[str] | None = None) -> tuple[Piece, ...]:
    """Return a text in pieces that together are the text.

    Of the handles in it those in `mentioned` become links; all of them when that is not known.
    """
    pieces: list[Piece] = []
    at = 0
    for found in FOUND.finditer(text):
        pieces += [Piece(text[at : found.start()]), _linked(found, mentioned)]
        at = found.end()
    return tuple(piece for piece in (*pieces, Piece(text[at:])) if piece.text)


def _linked(found: re.Match[str], mentioned: Collection[str] | None) -> Piece:
    said = found.group()
    if handle := (found["handle"] or "").lower():
        is_known = mentioned is None or handle in mentioned
        return Piece(said, person_href(handle) if is_known else "")
    if hashtag := hashtag_name(found["hashtag"] or ""):
        return Piece(said, hashtag_href(hashtag))
    try:
        return Piece(said, parse_address(said), is_away=True)
    except InvalidError:
        return Piece(said)
