"""What people wrote, in pieces: words, and the mentions, hashtags and addresses among them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from flask import url_for

from devket.core.errors import InvalidError
from devket.core.urls import parse_address
from devket.social.services.words import FOUND


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words; with `href` they are a link, away from here when `is_away`."""

    text: str
    href: str = ""
    is_away: bool = False


def pieces_of(text: str) -> tuple[Piece, ...]:
    """Return a text in pieces that together are the text."""
    pieces: list[Piece] = []
    at = 0
    for found in FOUND.finditer(text):
        pieces += [Piece(text[at : found.start()]), _linked(found)]
        at = found.end()
    return tuple(piece for piece in (*pieces, Piece(text[at:])) if piece.text)


def _linked(found: re.Match[str]) -> Piece:
    said = found.group()
    if handle := found["handle"]:
        return Piece(said, url_for("social.profile", handle=handle.lower()))
    if hashtag := found["hashtag"]:
        return Piece(said, url_for("social.hashtag", name=hashtag.lower()))
    try:
        return Piece(said, parse_address(said), is_away=True)
    except InvalidError:
        return Piece(said)
