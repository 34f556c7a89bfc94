"""Pictures: written anew, tried again, forgotten."""

from __future__ import annotations

import logging
from datetime import timedelta

from devket.capture.images import ImageError
from devket.capture.sandbox.parent import TooComplexError
from devket.db import transaction
from devket.jobs import daily, job, sweep
from devket.social import queries
from devket.social.models import WIDTHS
from devket.social.services import pictures
from devket.web.parts import Parts, parts

log = logging.getLogger(__name__)
SEND_AT_ONCE = 200
FORGET_AT_ONCE = 500
UNSHOWN = timedelta(days=1)


@job()
def write_picture(picture_id: int) -> None:
    """Write an uploaded picture anew in all its sizes, or say why not.

    Safe to be run twice and to be killed anywhere: its due time is a lease, and the sweep sends
    again what a dead worker left.
    """
    at_hand = parts()
    with transaction() as session:
        held = pictures.claim(session, picture_id, clock=at_hand.clock)
    if held is None:
        return
    try:
        data = pictures.original(at_hand.blobs, held)
        made = at_hand.sandbox.write_anew(data, WIDTHS, most_bytes=pictures.MOST_BYTES)
    except TooComplexError:
        _try_again(at_hand, held)
    except ImageError as error:
        _refuse(at_hand, held, error.failure)
    except KeyError:
        _refuse(at_hand, held, "lost")
    else:
        keys = pictures.keep(at_hand.blobs, made)  # the files before their row
        with transaction() as session:
            is_mine = pictures.settle_ready(
                session, held=held, made=made, keys=keys, clock=at_hand.clock
            )
        _forget_original(at_hand, held, is_mine)


def _refuse(at_hand: Parts, held: pictures.Claim, problem: str) -> None:
    log.info("picture %s is refused: %s", held.picture_id, problem)
    with transaction() as session:
        is_mine = pictures.settle_refused(session, held=held, problem=problem, clock=at_hand.clock)
    _forget_original(at_hand, held, is_mine)


def _try_again(at_hand: Parts, held: pictures.Claim) -> None:
    """Try again what ran out of its time: the machine may have been busy."""
    if held.is_last:
        _refuse(at_hand, held, "too_complex")
        return
    with transaction() as session:
        pictures.put_off(session, held=held, clock=at_hand.clock)
    at_hand.queue.enqueue(write_picture, held.picture_id, delay=pictures.PAUSE.total_seconds())


def _forget_original(at_hand: Parts, held: pictures.Claim, is_mine: bool) -> None:
    """Delete what was uploaded, after its row let go of it; what fails is left to the sweep."""
    if is_mine:
        at_hand.blobs.delete(held.original_key)


@sweep
def enqueue_overdue_pictures() -> None:
    """Send again what a killed worker or a lost message left; never more than fill the queue."""
    at_hand = parts()
    now = at_hand.clock()
    at_hand.queue.send_overdue(
        write_picture,
        lambda session, room: queries.overdue_pictures(session, now, limit=room),
        at_once=SEND_AT_ONCE,
    )


@daily
def forget_unshown_pictures() -> None:
    """Forget pictures that nothing shows a day after they came.

    Their originals go at once; the files of their sizes, which others may name as well, go with
    the day's sweep of the store (`devket.upkeep.sweeping`).
    """
    at_hand = parts()
    before = at_hand.clock() - UNSHOWN
    while True:
        with transaction() as session:
            originals = pictures.forget_unshown(session, before=before, limit=FORGET_AT_ONCE)
        for key in originals:
            if key is not None:
                at_hand.blobs.delete(key)
        if len(originals) < FORGET_AT_ONCE:
            return
