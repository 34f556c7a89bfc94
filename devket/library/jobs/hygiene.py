"""Background work that keeps lists in order: waking what was put off, asking for originals."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from devket.capture.model import FetchError, Reason
from devket.db import transaction
from devket.jobs import job, sweep
from devket.library import queries
from devket.library.services import links, snoozing
from devket.web.parts import parts

WAKE_AT_ONCE = 200
CHECKS_A_MINUTE = 5  # more than enough for 200,000 saves every month
PLAN_AT_ONCE = 500
_PATIENCE = 15.0  # seconds
_MOST_BYTES = 2 * 1024 * 1024  # what answers with more is there


@sweep
def wake_snoozed() -> None:
    """Bring back what was put off until now."""
    now = parts().clock()
    with transaction() as session:
        snoozing.wake_due(session, now=now, limit=WAKE_AT_ONCE)


@sweep
def enqueue_link_checks() -> None:
    """Send the few checks whose time has come, unless people's captures fill the queue."""
    at_hand = parts()
    if not at_hand.is_checking_links or at_hand.queue.waiting() > CHECKS_A_MINUTE:
        return
    now = at_hand.clock()
    with transaction() as session:
        links.plan_checks(session, now=now, limit=PLAN_AT_ONCE)
        due = queries.hygiene.checks_due(session, now, limit=CHECKS_A_MINUTE)
    for save_id in due:
        at_hand.queue.enqueue(check_link, save_id)


@job()
def check_link(save_id: int) -> None:
    """Ask for the original of a save and write down how it answers.

    By GET, as a browser would: too many sites answer HEAD with an error of its own.
    """
    at_hand = parts()
    with transaction() as session:
        pause = timedelta(seconds=at_hand.host_pause)
        check = links.claim_check(session, save_id, clock=at_hand.clock, pause=pause)
    if check is None:
        return
    limits = replace(at_hand.limits, total_seconds=_PATIENCE, max_bytes=_MOST_BYTES)
    try:
        status = at_hand.fetch(check.url, limits=limits).status
        found, answer = links.meaning_of(status), str(status)
    except FetchError as error:
        found, answer = _of_failure(error.reason)
    with transaction() as session:
        links.record_check(session, save_id, found=found, answer=answer, clock=at_hand.clock)


def _of_failure(reason: Reason) -> tuple[links.Found, str]:
    match reason:
        case Reason.UNKNOWN_HOST:
            return links.Found.GONE, links.NO_HOST
        case Reason.TOO_LARGE:
            return links.Found.THERE, reason.value
        case _:
            return links.Found.UNCLEAR, reason.value
