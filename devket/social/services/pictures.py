"""Pictures that people upload: taken in as they come, written anew by the worker."""

from __future__ import annotations

from sqlalchemy.orm import Session

from devket.core.clock import Clock
from devket.core.errors import InvalidError
from devket.social.models import Picture
from devket.storage import Blobs
from devket.storage.blobs import BYTES

MOST_BYTES = 25_000_000


def receive(session: Session, *, owner_id: int, data: bytes, blobs: Blobs, clock: Clock) -> Picture:
    """Keep what was uploaded until the worker has written it anew; flushes.

    `InvalidError` at field `pictures` for what is empty or too large. Whoever calls sends the job
    after the commit; the sweep does so as well.
    """
    if not data:
        raise InvalidError("This file is empty. Choose another one.", field="pictures")
    if len(data) > MOST_BYTES:
        raise InvalidError(
            "A picture has at most %(most)d MB. Make it smaller and try again.",
            field="pictures",
            most=MOST_BYTES // 1_000_000,
        )
    picture = Picture(owner_id=owner_id, original_key=blobs.put(data, BYTES), due_at=clock())
    session.add(picture)
    session.flush()
    return picture
