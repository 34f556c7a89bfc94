"""Telling rooms above this one that a version has a text, or is shown now.

The library does not know them: they say once, when the app is made, that they follow.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy.orm import Session

from devket.library.models import Capture, Save

Follower = Callable[[Session, Save, Capture], None]
_FOLLOWERS: dict[Follower, None] = {}


def follow(follower: Follower) -> None:
    """Call this from now on, in the transaction that changes the text; doing it twice is once."""
    _FOLLOWERS[follower] = None


def tell_of_text(session: Session, save: Save, capture: Capture) -> None:
    """Tell that this version has a new text, or that the save shows it from now on."""
    for follower in _FOLLOWERS:
        follower(session, save, capture)
