"""Comments and notifications: taken away for good when their time is over."""

from __future__ import annotations

from devket.db import transaction
from devket.jobs import daily, sweep
from devket.social.services import commenting, told
from devket.web.parts import parts

PURGE_AT_ONCE = 500


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
