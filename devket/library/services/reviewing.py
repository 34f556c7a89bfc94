"""Going through what has lain on My List for long: keep, archive, delete or put off, and back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum

from sqlalchemy.orm import Session

from devket.core.clock import Clock
from devket.core.errors import NotFoundError
from devket.library import queries
from devket.library.services.shelving import delete, restore, set_archived
from devket.library.services.snoozing import Until, put_back, snooze, wake_time

STALE = timedelta(days=182)
AT_ONCE = 8


class Verdict(StrEnum):
    """What becomes of an old save."""

    KEEP = "keep"
    ARCHIVE = "archive"
    DELETE = "delete"
    SNOOZE = "snooze"  # until next month


def review(
    session: Session, *, viewer_id: int, verdicts: Mapping[int, Verdict], clock: Clock
) -> dict[int, Verdict]:
    """Do with each save as was said; return what was done. What is gone meanwhile is passed over.

    A kept one stays where it is and is not shown again for half a year.
    """
    done = {}
    for save_id, verdict in sorted(verdicts.items()):
        try:
            _carry_out(session, viewer_id, save_id, verdict, clock)
        except NotFoundError:
            continue
        done[save_id] = verdict
    return done


def take_back(session: Session, *, viewer_id: int, verdicts: Mapping[int, Verdict]) -> int:
    """Undo a review as far as it still stands; return how many saves are as they were."""
    number = 0
    for save_id, verdict in sorted(verdicts.items()):
        try:
            _undo(session, viewer_id, save_id, verdict)
        except NotFoundError:
            continue
        number += 1
    return number


def _carry_out(
    session: Session, viewer_id: int, save_id: int, verdict: Verdict, clock: Clock
) -> None:
    match verdict:
        case Verdict.KEEP:
            queries.save_to_change(session, viewer_id, save_id).reviewed_at = clock()
            session.flush()
        case Verdict.ARCHIVE:
            set_archived(session, viewer_id=viewer_id, save_id=save_id, to=True)
        case Verdict.DELETE:
            delete(session, viewer_id=viewer_id, save_id=save_id, clock=clock)
        case Verdict.SNOOZE:
            until = wake_time(Until.MONTH, now=clock())
            snooze(session, viewer_id=viewer_id, save_id=save_id, until=until)


def _undo(session: Session, viewer_id: int, save_id: int, verdict: Verdict) -> None:
    match verdict:
        case Verdict.KEEP:
            queries.save_to_change(session, viewer_id, save_id).reviewed_at = None
            session.flush()
        case Verdict.DELETE:
            restore(session, viewer_id=viewer_id, save_id=save_id)
        case Verdict.ARCHIVE | Verdict.SNOOZE:
            put_back(session, viewer_id=viewer_id, save_id=save_id, until=None, is_archived=False)
