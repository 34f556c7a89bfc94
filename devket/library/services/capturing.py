"""Taking a save up for capture and writing down what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from devket.capture.model import RETRYABLE, Captured, Extracted, Reason, State
from devket.core.clock import Clock
from devket.core.text import clip
from devket.core.types import SafeHtml
from devket.core.urls import display_host, host_of, is_root
from devket.library.models import (
    ADDRESS_LENGTH,
    TITLE_LENGTH,
    Article,
    Capture,
    CaptureImage,
    HostTurn,
    Save,
    SaveKey,
)
from devket.library.services.saving import key_of

# Waits before the second, third and fourth try of a page that may yet answer.
BACK_OFF = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30))
# How late a booked turn may be taken: workers are busy, clocks of machines differ.
LATE = timedelta(seconds=10)
# A worse version never hides a better one.
_RANK = {
    State.PENDING: 0,
    State.UNREACHABLE: 1,
    State.BLOCKED: 2,
    State.NOT_AN_ARTICLE: 3,
    State.PARTIAL: 4,
    State.FULL_TEXT: 5,
}


@dataclass(frozen=True, slots=True)
class Claim:
    """The right to capture a save until `lost_at`, when the sweep takes it for lost."""

    save_id: int
    url: str
    lost_at: datetime


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
    # A turn that went by while no worker ran is void: else its host would meet a crowd.
    if not save.has_turn or now - save.capture_due_at > LATE:
        turn = _book_turn(session, host_of(save.given_url), now=now, pause=pause)
        if turn > now:
            save.capture_due_at, save.has_turn = turn, True
            session.flush()
            return turn - now
    save.capture_due_at, save.has_turn = now + lease, False
    save.capture_attempts += 1
    session.flush()
    return Claim(save.id, save.given_url, save.capture_due_at)


def record(session: Session, *, save_id: int, captured: Captured, clock: Clock) -> Capture | None:
    """Write down a capture and, when it is no worse than the shown one, show it; flushes.

    The save still owes its images: its due time stays until `finish_images` or `release`.
    Return None when the save is gone.
    """
    save = session.get(Save, save_id, with_for_update=True)
    if save is None:
        return None
    unfinished = (Capture.save_id == save_id, Capture.finished_at.is_(None))
    session.execute(delete(Capture).where(*unfinished))
    # The database has emptied it where it named one of those; the session cannot know.
    session.expire(save, ["capture_id"])
    capture = Capture(
        save_id=save_id,
        version=_next_version(session, save_id),
        captured_at=clock(),
        state=captured.state,
        reason=captured.reason,
        detail=captured.detail[:400],
        log=captured.page.log if captured.page else {},
    )
    if captured.page is not None and captured.page.content_html:
        capture.article = Article(content_html=captured.page.content_html, text=captured.page.text)
    session.add(capture)
    session.flush()
    shown = _shown_state(session, save)
    if _RANK[captured.state] >= _RANK[shown]:
        _show(save, capture, captured)
    else:
        save.state = shown
    _own_keys(session, save, captured)
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
) -> None:
    """Put the kept images into the text and settle the save; flushes."""
    # The save first, as `record` does: two captures of one save must not wait for each other.
    owner = select(Save).join(Capture, Capture.save_id == Save.id).where(Capture.id == capture_id)
    save = session.scalars(owner.with_for_update(of=Save)).one_or_none()
    capture = session.get(Capture, capture_id)
    if save is None or capture is None:
        return
    for image in images:
        image.capture_id = capture_id
        session.add(image)
    if content_html is not None:
        statement = update(Article).where(Article.capture_id == capture_id)
        session.execute(statement.values(content_html=content_html))
    capture.finished_at = clock()
    if save.capture_id == capture_id:
        save.lead_image_key = lead.blob_key if lead else None
        save.lead_image_width = lead.width if lead else None
        save.lead_image_height = lead.height if lead else None
    session.flush()


def release(session: Session, *, held: Claim, captured: Captured, clock: Clock) -> timedelta | None:
    """Settle the save, or owe a later try when one may go better; return how long until then.

    Somebody may have asked for a new capture meanwhile: then its due time is not ours to touch.
    """
    save = session.get(Save, held.save_id, with_for_update=True)
    if save is None or save.capture_due_at != held.lost_at:
        return None
    wait = _wait_for(captured.reason, save.capture_attempts)
    save.capture_due_at = clock() + wait if wait else None
    session.flush()
    return wait


def _wait_for(reason: Reason | None, attempts: int) -> timedelta | None:
    if reason not in RETRYABLE or attempts > len(BACK_OFF):
        return None
    return BACK_OFF[attempts - 1]


def _book_turn(session: Session, host: str, *, now: datetime, pause: timedelta) -> datetime:
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


def _shown_state(session: Session, save: Save) -> State:
    if save.capture_id is None:
        return State.PENDING
    state = session.scalar(select(Capture.state).where(Capture.id == save.capture_id))
    return state or State.PENDING


def _show(save: Save, capture: Capture, captured: Captured) -> None:
    save.capture_id, save.state, save.reason = capture.id, captured.state, captured.reason
    save.final_url = captured.final_url[:ADDRESS_LENGTH]
    save.site = display_host(captured.final_url)[:255]
    if captured.page is not None:
        _describe(save, captured.page)


def _describe(save: Save, page: Extracted) -> None:
    if page.canonical_url:
        save.canonical_url = page.canonical_url[:ADDRESS_LENGTH]
    save.title = clip(page.title, TITLE_LENGTH) or save.title
    save.byline = clip(page.byline, 255)
    save.excerpt = clip(page.excerpt, 400)
    save.lang, save.dir = page.lang[:16], page.dir
    save.word_count = page.word_count
    save.code_languages = list(page.code_languages[:8])
    save.published_at = page.published


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
