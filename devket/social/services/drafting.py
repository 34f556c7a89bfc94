"""Drafts: one a person, kept while they write, whatever fails."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from devket.accounts.models import User
from devket.core.errors import InvalidError, NotFoundError
from devket.core.text import one_line, said
from devket.social.models import LOCATION_LENGTH, TEXT_LENGTH, Commenting, Post, Visibility
from devket.social.queries import drafts


@dataclass(frozen=True, slots=True)
class Written:
    """What somebody typed and chose, as it came."""

    text: str = ""
    location: str = ""
    visibility: Visibility = Visibility.PUBLIC
    is_commentable: bool = True

    @property
    def commenting(self) -> Commenting:
        """Whether people may comment."""
        return Commenting.OPEN if self.is_commentable else Commenting.CLOSED


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The same, fit to be kept."""

    text: str
    location: str


def cleaned(written: Written) -> Cleaned:
    """Return text and place as they are kept; `InvalidError` with its field when too long."""
    text, location = said(written.text), said(one_line(written.location))
    if len(text) > TEXT_LENGTH:
        raise InvalidError(
            "A post has at most %(most)s characters. This one has %(now)s.",
            field="text",
            most=f"{TEXT_LENGTH:,}",
            now=f"{len(text):,}",
        )
    if len(location) > LOCATION_LENGTH:
        raise InvalidError(
            "The name of a place has at most %(most)d characters.",
            field="location",
            most=LOCATION_LENGTH,
        )
    return Cleaned(text, location)


def draft_to_fill(session: Session, *, author_id: int, draft_id: int | None = None) -> Post:
    """Return a draft of this person to write into, its row locked; a new one if need be; flushes.

    `draft_id` is the one they have before them; one that is published or gone is not written into.
    """
    # So that two tabs which begin to write at once get one draft between them.
    session.execute(select(User.id).where(User.id == author_id).with_for_update())
    if draft_id is not None and (given := _still_a_draft(session, author_id, draft_id)):
        return given
    current = drafts.draft_of(session, author_id)
    if current is not None:
        return drafts.to_change(session, author_id, current.id)
    made = Post(author_id=author_id)
    session.add(made)
    session.flush()
    return made


def _still_a_draft(session: Session, author_id: int, draft_id: int) -> Post | None:
    try:
        found = drafts.to_change(session, author_id, draft_id)
    except NotFoundError:
        return None
    return found if found.uploaded_at is None else None


def write(session: Session, post: Post, written: Written) -> None:
    """Keep in a draft what was typed; flushes. `InvalidError` for what cannot be kept."""
    fit = cleaned(written)
    post.text, post.location = fit.text, fit.location
    post.visibility, post.commenting = written.visibility, written.commenting
    post.is_awaited = False
    session.flush()


def hold(session: Session, *, author_id: int, post_id: int) -> Post:
    """Keep a post that waits for its pictures from being published: it is a draft again."""
    post = drafts.to_change(session, author_id, post_id)
    post.is_awaited = False
    session.flush()
    return post
