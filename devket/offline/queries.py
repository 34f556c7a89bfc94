"""What a device keeps: the newest saves to be read that have a text, and their pictures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from devket.capture.model import State
from devket.library.models import CaptureImage, Save
from devket.library.queries import Listing, page_of

KEPT = 30  # articles
_LOOKED_AT = 2 * KEPT  # some of the newest have no text
_HAS_TEXT = (State.FULL_TEXT, State.PARTIAL)


def to_keep(session: Session, viewer_id: int) -> list[Save]:
    """Return the newest saves of My List with a text of their own, without that text."""
    page = page_of(session, viewer_id, Listing(), after=None, size=_LOOKED_AT)
    return [save for save in page.items if save.state in _HAS_TEXT][:KEPT]


def pictures_of(session: Session, saves: Iterable[Save]) -> dict[int, list[str]]:
    """Return the keys of the pictures that these saves show, by the id of the save."""
    found: dict[int, list[str]] = defaultdict(list)
    by_capture: dict[int, int] = {}
    for save in saves:
        found[save.id] += [key for key in (save.thumb_key, save.lead_image_key) if key]
        if save.capture_id is not None:
            by_capture[save.capture_id] = save.id
    chosen = select(CaptureImage.capture_id, CaptureImage.blob_key)
    chosen = chosen.where(CaptureImage.capture_id.in_(by_capture))
    for capture_id, key in session.execute(chosen.order_by(CaptureImage.position)):
        if key is not None:
            found[by_capture[capture_id]].append(key)
    return {save_id: list(dict.fromkeys(keys)) for save_id, keys in found.items()}
