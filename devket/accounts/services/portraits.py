"""The picture of a person: made in the sandbox before any transaction, then set or taken away."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.orm import Session

from devket.accounts import queries
from devket.capture.images import Crop, ImageError
from devket.capture.model import Limits
from devket.capture.sandbox.parent import Sandbox
from devket.core.errors import N_, InvalidError
from devket.storage import Blobs

MOST_BYTES = 25_000_000
_LIMITS = replace(Limits(), max_image_bytes=MOST_BYTES)
_TYPE = "image/webp"
_OTHER = N_("This file is no picture. Choose a JPEG, PNG, WebP, GIF, AVIF or HEIC.")
_WHY = {
    "empty": N_("This file is empty. Choose another one."),
    "too_large": N_("A picture has at most %(most)d MB. Make it smaller and try again."),
    "heic": N_("This Devket cannot read HEIC. Save the picture as JPEG and try again."),
    "too_many_pixels": N_("This picture has too many pixels. Make it smaller and try again."),
    "too_complex": N_("This picture takes too long to read. Save it anew and try again."),
    "broken": N_("This picture is damaged. Save it anew and try again."),
}


def make_portrait(data: bytes, crop: Crop, *, sandbox: Sandbox, blobs: Blobs) -> str:
    """Return the key of a square of what was uploaded; `InvalidError` at field `picture`.

    To be called while no transaction is open: it may take seconds. What was uploaded is not kept.
    """
    try:
        made = sandbox.square(data, crop, _LIMITS)
    except ImageError as error:
        message = _WHY.get(error.failure, _OTHER)
        raise InvalidError(message, field="picture", most=MOST_BYTES // 1_000_000) from error
    return blobs.put(made.data, _TYPE)


def set_portrait(session: Session, user_id: int, key: str | None) -> str | None:
    """Show this picture of a person, or none; return the key of the one before. Flushes.

    The file of the one before is swept when nobody's row names it any more.
    """
    profile = queries.profile(session, user_id)
    before, profile.picture_key = profile.picture_key, key
    session.flush()
    return before
