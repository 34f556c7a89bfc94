"""Taking a save up for capture and writing down what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from devket.capture.model import RETRYABLE, Captured, Choice, Reason
from devket.core.clock import Clock
from devket.core.types import SafeHtml
from devket.core.urls import host_of, is_root
from devket.library.models import (
    Article,
    Capture,
    CaptureImage,
    HostTurn,
    Owed,
    Save,
    SaveKey,
)
from devket.library.services.changing import captured as note_captured
from devket.library.services.describing import describe, show, weigh
from devket.library.services.following import tell_of_text
from devket.library.services.hashing import know_by
from devket.library.services.saving import key_of
from devket.library.services.sources import HANDED_TYPE
from devket.library.services.versions import prune, show_best

# Waits before the second, third and fourth try of a page that may yet answer.
BACK_OFF = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30))
# How late a booked turn may be taken: workers are busy, clocks of machines differ.
LATE = timedelta(seconds=10)


@dataclass(frozen=True, slots=True)
class KeptPage:
    """A page in the store of files, and how it is to be read: at which address, which part."""

    key: str
    content_type: str
    url: str
    choice: Choice = Choice.BEST
    capture_id: int | None = None  # the version it was read for before


@dataclass(frozen=True, slots=True)
class Claim:
    """The right to capture a save until `lost_at`, when the sweep takes it for lost.

    With a `page` that is read, else the site is asked.
    """

    save_id: int
    url: str
    lost_at: datetime
    owed: Owed = Owed.FETCH
    page: KeptPage | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a version comes from: the file of its page, the part that was read, who asked."""

    source_key: str | None = None
    source_type: str = ""
    choice: Choice = Choice.BEST
    is_chosen: bool = False  # a person asked for this very part, so it is shown


FETCHED = Origin()


def claim(
    session: Session, save_id: int, *, clock: Clock, lease: timedelta, pause: timedelta
) -> Claim | timedelta | None:
    """Take a due save up. Return the claim, or how long to wait for its host's turn, or None.

    None means that there is nothing to do: done already, gone, or in another worker's hands.
    """
    now = clock()
    due = (Save.id == save_id, Save.capture_due_at <= now, Save.deleted_at.is_(None))
    save = session.scalars(select(Save).where(*due).with_for_update()).one_or_none()
    if save is None:
        return None
    assert save.capture_due_at is not None, "it was chosen by its due time"
    if save.owed in (Owed.NEXT_PART, Owed.REREAD):
        _forget_unfinished(session, save)
    page = _kept_page(session, save)
    # A turn that went by while no worker ran is void: else its host would meet a crowd.
    if page is None and (not save.has_turn or now - save.capture_due_at > LATE):
        turn = book_turn(session, host_of(save.given_url), now=now, pause=pause)
        if turn > now:
            save.capture_due_at, save.has_turn = turn, True
            session.flush()
            return turn - now
    save.capture_due_at, save.has_turn = now + lease, False
    save.capture_attempts += 1
    session.flush()
    owed = save.owed if page is not None else Owed.FETCH
    return Claim(save.id, save.given_url, save.capture_due_at, owed, page)


def _kept_page(session: Session, save: Save) -> KeptPage | None:
    """Return the page to be read; None when the site must be asked for it."""
    if save.owed is Owed.PAGE and save.handed_key is not None:
        return KeptPage(save.handed_key, HANDED_TYPE, save.given_url)
    if save.owed is Owed.FETCH or save.capture_id is None:
        return None
    shown = session.get_one(Capture, save.capture_id)
    if shown.source_key is None or shown.finished_at is None:
        return None
    address = shown.final_url or save.given_url
    return KeptPage(shown.source_key, shown.source_type, address, shown.choice, shown.id)


def _forget_unfinished(session: Session, save: Save) -> None:
    """Go back behind a version that a dead worker showed and left without its images.

    Else it would be taken for the one that was asked about. The only version stays readable.
    """
    finished = (Capture.save_id == save.id, Capture.finished_at.is_not(None))
    if session.scalar(select(Capture.id).where(*finished).limit(1)) is None:
        return
    _drop_unfinished(session, save)
    if save.capture_id is None:
        save.chosen_by_reader = False
        show_best(session, save)


def _drop_unfinished(session: Session, save: Save) -> None:
    unfinished = (Capture.save_id == save.id, Capture.finished_at.is_(None))
    session.execute(delete(Capture).where(*unfinished))
    # The database has emptied it where it named one of those; the session cannot know.
    session.expire(save, ["capture_id"])


def record(
    session: Session, *, save_id: int, captured: Captured, clock: Clock, origin: Origin = FETCHED
) -> Capture | None:
    """Write a version down and show it unless it is worse than another; flushes.

    The save still owes its images: its due time stays until `finish_images` or `release`.
    Return None when the save is gone.
    """
    save = session.get(Save, save_id, with_for_update=True)
    if save is None:
        return None
    _drop_unfinished(session, save)
    note_captured(session, save, is_over=False)
    capture = Capture(
        save_id=save_id,
        version=_next_version(session, save_id),
        captured_at=clock(),
        choice=origin.choice,
        source_key=origin.source_key,
        source_type=origin.source_type[:255],
    )
    describe(capture, captured)
    if captured.page is not None and captured.page.content_html:
        capture.article = Article(content_html=captured.page.content_html, text=captured.page.text)
    session.add(capture)
    session.flush()
    tell_of_text(session, save, capture)
    if origin.is_chosen:
        show(session, save, capture)
        save.chosen_by_reader = True
    show_best(session, save)
    prune(session, save, newest=capture.version)
    _own_keys(session, save, captured)
    know_by(session, save, capture.final_url or save.given_url)
    session.flush()
    return capture


def finish_images(
    session: Session,
    *,
    capture_id: int,
    content_html: SafeHtml | None,
    images: tuple[CaptureImage, ...],
    lead: CaptureImage | None,
    clock: Clock,
    thumb: CaptureImage | None = None,
) -> None:
    """Put the kept images into the text and settle the save; flushes."""
    # The save first, as `record` does: two captures of one save must not wait for each other.
    owner = select(Save).join(Capture, Capture.save_id == Save.id).where(Capture.id == capture_id)
    save = session.scalars(owner.with_for_update(of=Save)).one_or_none()
    capture = session.get(Capture, capture_id)
    if save is None or capture is None:
        return
    note_captured(session, save, is_over=False)
    for image in images:
        image.capture_id = capture_id
        session.add(image)
    if content_html is not None:
        statement = update(Article).where(Article.capture_id == capture_id)
        session.execute(statement.values(content_html=content_html))
    capture.finished_at = save.updated_at = clock()
    capture.image_count = sum(image.blob_key is not None for image in images)
    if lead is not None:
        capture.lead_image_key = lead.blob_key
        capture.lead_image_width, capture.lead_image_height = lead.width, lead.height
    if thumb is not None:
        capture.thumb_key = thumb.blob_key
        capture.thumb_width, capture.thumb_height = thumb.width, thumb.height
    weigh(capture)
    session.flush()
    if save.capture_id == capture_id:
        show(session, save, capture)
    else:
        tell_of_text(session, save, capture)
    show_best(session, save)


def release(
    session: Session, *, held: Claim, captured: Captured | None, clock: Clock
) -> timedelta | None:
    """Settle the save, or owe a later try when one may go better; return how long until then.

    Somebody may have asked for a new capture meanwhile: then its due time is not ours to touch.
    """
    save = session.get(Save, held.save_id, with_for_update=True)
    if save is None or save.capture_due_at != held.lost_at:
        return None
    wait = _wait_for(captured.reason if captured else None, save.capture_attempts)
    save.capture_due_at = clock() + wait if wait else None
    save.owed, save.asked_at, save.handed_key = Owed.FETCH, None, None
    if captured is not None:
        note_captured(session, save, is_over=wait is None)
    session.flush()
    return wait


def _wait_for(reason: Reason | None, attempts: int) -> timedelta | None:
    if reason not in RETRYABLE or attempts > len(BACK_OFF):
        return None
    return BACK_OFF[attempts - 1]


def book_turn(session: Session, host: str, *, now: datetime, pause: timedelta) -> datetime:
    """Return when this host may be asked, which from then on is the caller's turn alone."""
    host = host[:255]
    turn = session.get(HostTurn, host, with_for_update=True)
    if turn is None:
        try:
            with session.begin_nested():
                session.add(HostTurn(host=host, next_at=now + pause))
            return now
        except IntegrityError:  # another worker asks this host for the first time, right now
            turn = session.get_one(HostTurn, host, with_for_update=True)
    mine = max(turn.next_at, now)
    turn.next_at = mine + pause
    return mine


def forget_turns(session: Session, *, before: datetime) -> None:
    """Drop the turns of hosts that nobody has asked since that time."""
    session.execute(delete(HostTurn).where(HostTurn.next_at < before))


def _next_version(session: Session, save_id: int) -> int:
    newest = session.scalar(select(func.max(Capture.version)).where(Capture.save_id == save_id))
    return (newest or 0) + 1


def _own_keys(session: Session, save: Save, captured: Captured) -> None:
    """Let the addresses met on the way lead to this save, unless another one owns them."""
    addresses = {captured.final_url}
    canonical = captured.page.canonical_url if captured.page else None
    if canonical and not is_root(canonical):
        # Sites that name their front page as canonical everywhere would make all pages one.
        addresses.add(canonical)
    for key in sorted({key_of(address) for address in addresses}):
        if session.get(SaveKey, (save.owner_id, key)) is None:
            try:
                with session.begin_nested():
                    session.add(SaveKey(owner_id=save.owner_id, key=key, save_id=save.id))
            except IntegrityError:
                continue  # the same page was saved at this very moment; it keeps its key
