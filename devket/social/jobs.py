"""The feed's background work: writing pictures anew."""

from __future__ import annotations

from devket.db import transaction
from devket.jobs import daily, job, sweep
from devket.social.services import commenting, told
from devket.web.parts import parts

PURGE_AT_ONCE = 500


@job()
def write_picture(picture_id: int) -> None:
    """Write an uploaded picture anew in all its sizes, or say why not."""
    raise NotImplementedError(picture_id)


@sweep
def purge_comments() -> None:
    """Take the texts of comments that were deleted a day ago away for good."""
    with transaction() as session:
        commenting.purge(session, now=parts().clock(), limit=PURGE_AT_ONCE)


@daily
def forget_old_notifications() -> None:
    """Forget what people were told 90 days ago."""
    has_more = True
    while has_more:
        with transaction() as session:
            has_more = told.forget_old(session, now=parts().clock(), limit=PURGE_AT_ONCE)
