"""Telling stories, seeing and answering them, taking them back; and clearing up what is over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, exists, or_, select, update
from sqlalchemy.orm import Session

from devket.core.clock import Clock
from devket.core.errors import InvalidError
from devket.core.text import clip, said
from devket.core.urls import display_host, parse_address, shareable
from devket.db import insert_into
from devket.library.models import Save
from devket.reading.models import Highlight
from devket.social.models import (
    ALT_LENGTH,
    STORY_LENGTH,
    Event,
    Ground,
    Picture,
    PictureState,
    Story,
    StoryView,
)
from devket.social.policies import expired
from devket.social.queries.stories import deleted_story, others_story, own_story
from devket.social.services.notifying import notify

_AT_ONCE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a story is to be: a text, a picture, a part of what was read; one of them at least."""

    text: str = ""
    ground: Ground = Ground.INK
    alt: str = ""
    link: str = ""
    picture: Picture | None = None
    highlight: tuple[Highlight, Save] | None = None


def tell(session: Session, *, author_id: int, told: Told, clock: Clock) -> Story:
    """Tell a story; flushes. Its 24 hours begin now, or when its picture is ready."""
    text, alt = said(told.text), said(told.alt)
    if len(text) > STORY_LENGTH:
        raise InvalidError(
            "A story has at most %(most)d characters.", field="text", most=STORY_LENGTH
        )
    if len(alt) > ALT_LENGTH:
        raise InvalidError(
            "A description has at most %(most)d characters.", field="alt", most=ALT_LENGTH
        )
    if not (text or told.picture or told.highlight):
        raise InvalidError("Write something or choose a picture.", field="text")
    story = Story(author_id=author_id, text=text, ground=told.ground, alt=alt, **_link(told))
    if told.picture is not None:
        story.picture_id = told.picture.id
    if told.picture is None or told.picture.state is PictureState.READY:
        story.uploaded_at = clock()
    session.add(story)
    session.flush()
    return story


def _link(told: Told) -> dict[str, str]:
    if told.highlight is not None:
        highlight, save = told.highlight
        return {
            "quote": clip(highlight.quote, STORY_LENGTH),
            "link_url": shareable(save.final_url or save.given_url),
            "link_title": clip(save.title or "", 500),
            "link_site": clip(save.site or "", 255),
        }
    if not told.link.strip():
        return {}
    try:
        address = parse_address(told.link)
    except InvalidError as error:
        raise InvalidError(error.message, field="link", **error.details) from error
    return {"link_url": address, "link_site": clip(display_host(address), 255)}


def begin(session: Session, picture: Picture, clock: Clock) -> None:
    """Let the 24 hours begin of the story that waits for this picture, which is ready now."""
    waiting = (Story.uploaded_at.is_(None), Story.deleted_at.is_(None))
    session.execute(
        update(Story)
        .where(Story.picture_id == picture.id, *waiting)
        .values(uploaded_at=clock())
        .execution_options(synchronize_session=False)
    )


def see(session: Session, *, viewer_id: int, story_id: int, clock: Clock) -> None:
    """Write down that somebody has seen another's story; seeing it again changes nothing."""
    story = others_story(session, viewer_id, story_id, clock())
    seen = insert_into(session, StoryView).values(
        story_id=story.id, viewer_id=viewer_id, seen_at=clock()
    )
    if session.scalar(seen.on_conflict_do_nothing().returning(StoryView.viewer_id)) is None:
        return
    session.execute(
        update(Story)
        .where(Story.id == story.id)
        .values(view_count=Story.view_count + 1)
        .execution_options(synchronize_session=False)
    )


def answer(session: Session, *, viewer_id: int, story_id: int, text: str, clock: Clock) -> None:
    """Send an answer to the author of a story, who alone reads it."""
    story = others_story(session, viewer_id, story_id, clock())
    words = said(text)
    if not words:
        raise InvalidError("Write an answer first.", field="text")
    if len(words) > STORY_LENGTH:
        raise InvalidError(
            "An answer has at most %(most)d characters.", field="text", most=STORY_LENGTH
        )
    notify(
        session,
        owner_id=story.author_id,
        actor_id=viewer_id,
        event=Event.ANSWERED_STORY,
        story_id=story.id,
        text=words,
        clock=clock,
    )


def delete_story(session: Session, *, viewer_id: int, story_id: int, clock: Clock) -> None:
    """Take a story of one's own away; it can be brought back while its 24 hours last."""
    own_story(session, viewer_id, story_id, clock()).deleted_at = clock()
    session.flush()


def restore_story(session: Session, *, viewer_id: int, story_id: int, clock: Clock) -> None:
    """Bring a deleted story back for the rest of its 24 hours."""
    deleted_story(session, viewer_id, story_id, clock()).deleted_at = None
    session.flush()


def purge(session: Session, *, now: datetime, deleted_before: datetime) -> None:
    """Free the rows of stories that are over; their pictures go with those that nothing shows.

    Nobody sees them already, whether this runs or not. A story whose picture was refused goes
    after a day as well.
    """
    refused = exists().where(
        Picture.id == Story.picture_id,
        Picture.state == PictureState.REFUSED,
        Story.created_at < deleted_before,
    )
    over = or_(expired(now), Story.deleted_at < deleted_before, refused)
    ids = session.scalars(select(Story.id).where(over).limit(_AT_ONCE)).all()
    session.execute(delete(Story).where(Story.id.in_(ids)))
