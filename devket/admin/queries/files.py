"""Which kept files belong to a person, read in batches that no library can make large."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from devket.accounts.models import User
from devket.admin.models import FileKind
from devket.admin.policies import overseen
from devket.library.models import Capture, CaptureImage, Save

BATCH = 500  # saves


def owners(session: Session) -> list[int]:
    """Return the ids of all people."""
    return list(session.scalars(select(User.id).order_by(User.id)))


def saves_after(session: Session, owner_id: int, after: int) -> list[int]:
    """Return the next ids of a person's saves."""
    chosen = select(Save.id).where(Save.owner_id == owner_id, Save.id > after, overseen())
    return list(session.scalars(chosen.order_by(Save.id).limit(BATCH)))


def files_of(session: Session, save_ids: list[int]) -> Iterator[tuple[FileKind, str]]:
    """Yield kind and key of each file that these saves name; one may come several times."""
    kept = Capture.save_id.in_(save_ids)
    of_captures = select(Capture.thumb_key, Capture.source_key).where(kept)
    for thumb, source in session.execute(of_captures):
        if thumb:
            yield FileKind.PREVIEW, thumb
        if source:
            yield FileKind.PAGE, source
    images = select(CaptureImage.blob_key).join(Capture, Capture.id == CaptureImage.capture_id)
    for key in session.scalars(images.where(kept, CaptureImage.blob_key.is_not(None))):
        if key:
            yield FileKind.PICTURE, key
