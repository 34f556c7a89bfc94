"""Doing on the server what was done on a device before."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from sqlalchemy.orm import Session

from devket.library.models import Save
from devket.library.services import set_archived, set_favorite

SAVE = "save"
_DOES: dict[str, Callable[..., Any]] = {
    "archive": partial(set_archived, to=True),
    "unarchive": partial(set_archived, to=False),
    "favorite": partial(set_favorite, to=True),
    "unfavorite": partial(set_favorite, to=False),
}
ACTS = tuple(_DOES)


def act_on(session: Session, act: str, *, viewer_id: int, save_id: int) -> Save:
    """Do one of `ACTS` with a save; twice does no more than once. `NotFoundError` as ever."""
    save: Save = _DOES[act](session, viewer_id=viewer_id, save_id=save_id)
    return save
