"""Pictures that people upload: taken in as they come, written anew by the worker, swept at last.

Who waits for a picture says once, when the app is made, what is to be done when it is ready or
refused; pictures know neither posts nor stories by more than their tables.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import IO

from sqlalchemy import select
from sqlalchemy.orm import Session

from devket.capture.images.sizes import Sizes
from devket.core.clock import Clock
from devket.core.errors import InvalidError
from devket.social import queries
from devket.social.models import Picture, PictureState
from devket.storage import Blobs
from devket.storage.blobs import BYTES

MOST_BYTES = 25_000_000
# Before each original: so no two of them are one file, and each can be deleted without a look at
# who else names it; and what lies in the store is no picture that could be shown by mistake.
SEAL = 32  # random bytes
LEASE = timedelta(minutes=2)  # which writing one takes at most, by far
PAUSE = timedelta(seconds=20)  # before one is tried again that ran out of time
MOST_ATTEMPTS = 3
WEBP = "image/webp"

Listener = Callable[[Session, Picture, Clock], None]
_ON_READY: dict[Listener, None] = {}
_ON_REFUSED: dict[Listener, None] = {}


@dataclass(frozen=True, slots=True)
class Claim:
    """A picture taken up by one worker until `until`."""

    picture_id: int
    original_key: str
    until: datetime
    is_last: bool  # not to be tried again


def when_ready(act: Listener) -> None:
    """Call this for each picture that is ready, in its transaction; telling twice is once.

    So awaited posts and stories are published: `pictures.when_ready(publish_awaited)`.
    """
    _ON_READY[act] = None


def when_refused(act: Listener) -> None:
    """Call this for each picture that was refused, in its transaction; telling twice is once."""
    _ON_REFUSED[act] = None


def read_bounded(stream: IO[bytes]) -> bytes:
    """Return what a stream holds; `InvalidError` at field `pictures` when it is empty or too much.

    Never more than the limit and one byte is taken into memory.
    """
    data = stream.read(MOST_BYTES + 1)
    _check(data)
    return data


def receive(session: Session, *, owner_id: int, data: bytes, blobs: Blobs, clock: Clock) -> Picture:
    """Keep what was uploaded until the worker has written it anew; flushes.

    `InvalidError` at field `pictures` for what is empty or too large. Whoever calls sends the job
    after the commit; the sweep does so as well.
    """
    _check(data)
    key = blobs.put(secrets.token_bytes(SEAL) + data, BYTES)
    picture = Picture(owner_id=owner_id, original_key=key, due_at=clock())
    session.add(picture)
    session.flush()
    return picture


def _check(data: bytes) -> None:
    if not data:
        raise InvalidError("This file is empty. Choose another one.", field="pictures")
    if len(data) > MOST_BYTES:
        raise InvalidError(
            "A picture has at most %(most)d MB. Make it smaller and try again.",
            field="pictures",
            most=MOST_BYTES // 1_000_000,
        )


def claim(session: Session, picture_id: int, *, clock: Clock) -> Claim | None:
    """Take up a picture that is to be written; None when it is done, gone, or in other hands."""
    now = clock()
    due = (Picture.id == picture_id, Picture.due_at <= now)
    picture = session.scalars(select(Picture).where(*due).with_for_update()).one_or_none()
    if picture is None or picture.original_key is None:
        return None
    picture.due_at = now + LEASE
    picture.attempts += 1
    session.flush()
    is_last = picture.attempts >= MOST_ATTEMPTS
    return Claim(picture.id, picture.original_key, picture.due_at, is_last)


def original(blobs: Blobs, held: Claim) -> bytes:
    """Return what was uploaded; `KeyError` when its file is lost."""
    return b"".join(blobs.open(held.original_key))[SEAL:]


def keep(blobs: Blobs, made: Sizes) -> tuple[str, ...]:
    """Keep the files of all sizes and return their keys; equal sizes are one file."""
    return tuple(blobs.put(size.data, WEBP) for size in made.sizes)


def settle_ready(
    session: Session, *, held: Claim, made: Sizes, keys: tuple[str, ...], clock: Clock
) -> bool:
    """Write down that a picture can be shown, and tell who waits for it.

    False when the claim has passed into other hands meanwhile. The original is then to be deleted
    by whoever calls, after the commit: a row never names a file that is gone.
    """
    picture = _still_held(session, held)
    if picture is None:
        return False
    picture.small_key, picture.medium_key, picture.large_key = keys
    picture.width, picture.height = made.sizes[-1].width, made.sizes[-1].height
    picture.placeholder = made.placeholder
    _settle(session, picture, PictureState.READY)
    for act in _ON_READY:
        act(session, picture, clock)
    return True


def settle_refused(session: Session, *, held: Claim, problem: str, clock: Clock) -> bool:
    """Write down why a picture cannot be shown, and tell who waits for it; as `settle_ready`."""
    picture = _still_held(session, held)
    if picture is None:
        return False
    picture.problem = problem
    _settle(session, picture, PictureState.REFUSED)
    for act in _ON_REFUSED:
        act(session, picture, clock)
    return True


def put_off(session: Session, *, held: Claim, clock: Clock) -> None:
    """Let a picture be tried again in a while."""
    picture = _still_held(session, held)
    if picture is not None:
        picture.due_at = clock() + PAUSE
        session.flush()


def forget_unshown(session: Session, *, before: datetime, limit: int) -> list[str | None]:
    """Delete the rows of pictures that nothing shows since before that time.

    Return the keys of their originals, None where there was none any more: their files are to be
    deleted after the commit.
    """
    unshown = queries.unshown_pictures(session, before, limit=limit)
    originals = [picture.original_key for picture in unshown]
    for picture in unshown:
        session.delete(picture)
    session.flush()
    return originals


def _still_held(session: Session, held: Claim) -> Picture | None:
    mine = (Picture.id == held.picture_id, Picture.due_at == held.until)
    return session.scalars(select(Picture).where(*mine).with_for_update()).one_or_none()


def _settle(session: Session, picture: Picture, state: PictureState) -> None:
    picture.state, picture.due_at, picture.original_key = state, None, None
    session.flush()
