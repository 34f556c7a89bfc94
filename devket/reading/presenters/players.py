"""Players of videos: the two that set no cookies before they play, and no others."""

from __future__ import annotations

import re
from collections.abc import Mapping

# Scheme and host stand in the content security policy as they stand here.
_PLAYERS = {
    "https://www.youtube-nocookie.com": re.compile(
        r"https://www\.youtube-nocookie\.com/embed/[\w-]{1,64}"
    ),
    "https://player.vimeo.com": re.compile(
        r"https://player\.vimeo\.com/video/[0-9]{1,20}"
        r"(?:\?(?:h=[0-9a-f]{1,40}|(?:h=[0-9a-f]{1,40}&)?dnt=1))?"
    ),
}


def player_of(card: Mapping[str, str]) -> str:
    """Return the address of a video's player when it is one that may be shown, else empty."""
    address = card.get("embed", "")
    return address if any(form.fullmatch(address) for form in _PLAYERS.values()) else ""


def frame_hosts(player: str) -> tuple[str, ...]:
    """Return what a page with this player may frame: nothing when there is none."""
    return tuple(host for host, form in _PLAYERS.items() if form.fullmatch(player))
