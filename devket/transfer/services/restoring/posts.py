"""Posts of a Devket zip, and what one said to one's own posts. Nobody is told of what is old."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from devket.core.errors import N_, InvalidError
from devket.core.urls import parse_address
from devket.core.wording import hashtags_in
from devket.library.models import SaveKey
from devket.library.services.saving import key_of
from devket.reading.models import Highlight
from devket.social.models import (
    MOST_PICTURES,
    Comment,
    Hashtag,
    Image,
    Picture,
    PictureState,
    Post,
    PostEdit,
)
from devket.social.services.mentioning import keep_mentions
from devket.social.services.publishing import count_posts
from devket.transfer.models import Outcome
from devket.transfer.services import names
from devket.transfer.services.columns import OddValueError, moment, taken
from devket.transfer.services.restoring.files import is_placeholder
from devket.transfer.services.restoring.told import Place, Result, odd

ELSEWHERE = N_("This stands below somebody else's post. It is kept in the file alone.")


def bring_posts(session: Session, place: Place, rows: Sequence[Mapping[str, Any]]) -> list[Result]:
    """Bring posts back that are not there: the same text, made at the same time, is the same."""
    return [_post(session, place, row) for row in rows]


def _post(session: Session, place: Place, row: Mapping[str, Any]) -> Result:
    try:
        values = _post_values(row, place)
        pictures = [_picture(one, place) for one in row.get("pictures") or ()][:MOST_PICTURES]
        edits = [taken(PostEdit, edit, names.EDIT) for edit in row.get("edits") or ()]
    except (OddValueError, InvalidError, TypeError, AttributeError):
        return odd(row)
    if _is_there(session, Post, Post.author_id == place.owner_id, values):
        return Outcome.UNCHANGED
    post = Post(**values, author_id=place.owner_id, **_attached(session, place, row))
    if post.quote and post.uploaded_at is not None:
        post.card_due_at = place.clock()
    session.add(post)
    session.flush()
    _illustrate(session, post, [one for one in pictures if one is not None])
    session.add_all(PostEdit(**edit, post_id=post.id) for edit in edits)
    if post.uploaded_at is not None:
        _publish(session, post)
    session.flush()
    return Outcome.NEW


def _post_values(row: Mapping[str, Any], place: Place) -> dict[str, Any]:
    values = taken(Post, row, names.POST)
    if "created_at" not in values:
        raise OddValueError("created_at")
    if values.get("link_url"):
        values["link_url"] = parse_address(values["link_url"])
    for name in ("uploaded_at", "edited_at"):  # a time to come would stand above all others
        if values.get(name) is not None:
            values[name] = min(values[name], place.clock())
    return values


def _is_there(
    session: Session, table: type[Post | Comment], whose: Any, values: Mapping[str, Any]
) -> bool:
    same = (table.created_at == values["created_at"], table.text == values.get("text", ""))
    return session.scalar(select(table.id).where(whose, *same).limit(1)) is not None


def _picture(row: Mapping[str, Any], place: Place) -> tuple[dict[str, Any], str] | None:
    """Return a picture and its words; None when its files did not come along."""
    values = taken(Picture, row, names.PICTURE)
    alt = taken(Image, row, ("alt",)).get("alt", "")
    keys = [place.files.shown(values.get(name)) for name in names.SIZES]
    if None in keys or not is_placeholder(values.get("placeholder", "")):
        return None
    return values, alt


def _illustrate(
    session: Session, post: Post, pictures: Sequence[tuple[dict[str, Any], str]]
) -> None:
    for position, (values, alt) in enumerate(pictures, start=1):
        picture = Picture(**values, owner_id=post.author_id, state=PictureState.READY)
        session.add(picture)
        session.flush()
        session.add(Image(post_id=post.id, picture_id=picture.id, position=position, alt=alt))


def _publish(session: Session, post: Post) -> None:
    """Let a post be found by what it names; those it names are not told again."""
    assert post.uploaded_at is not None, "drafts are found by nobody"
    count_posts(session, post.author_id, +1)
    session.add_all(
        Hashtag(post_id=post.id, name=name, uploaded_at=post.uploaded_at)
        for name in hashtags_in(post.text)
    )
    session.flush()
    keep_mentions(session, post.text, author_id=post.author_id, post=post, comment_id=None)


def _attached(session: Session, place: Place, row: Mapping[str, Any]) -> dict[str, int | None]:
    """Return where the author has what is attached, if it came along."""
    try:
        key = key_of(parse_address(str(row.get("save") or "")))
    except InvalidError:
        return {}
    owned = select(SaveKey.save_id).where(SaveKey.owner_id == place.owner_id, SaveKey.key == key)
    save_id = session.scalar(owned)
    anchor = row.get("highlight")
    if save_id is None or not isinstance(anchor, Mapping):
        return {"save_id": save_id}
    told = taken(Highlight, anchor, names.ANCHOR)
    same = [getattr(Highlight, name) == value for name, value in told.items()]
    chosen = select(Highlight.id).where(Highlight.save_id == save_id, *same)
    return {"save_id": save_id, "highlight_id": session.scalar(chosen.limit(1))}


def bring_comments(
    session: Session, place: Place, rows: Sequence[Mapping[str, Any]]
) -> list[Result]:
    """Bring back what one said to one's own posts; what stands elsewhere is not written again."""
    return [_comment(session, place, row) for row in rows]


def _comment(session: Session, place: Place, row: Mapping[str, Any]) -> Result:
    try:
        values = taken(Comment, row, names.COMMENT)
        post = _own_post(session, place, row.get("post"))
        if not values.get("text") or "created_at" not in values:
            return odd(row)
        parent_id = _parent_id(session, place, post, row.get("answers")) if post else None
    except (OddValueError, ValueError, TypeError):
        return odd(row)
    if post is None:
        return odd(row, ELSEWHERE)
    if _is_there(session, Comment, Comment.post_id == post.id, values):
        return Outcome.UNCHANGED
    comment = Comment(**values, post_id=post.id, author_id=place.owner_id, parent_id=parent_id)
    session.add(comment)
    post.comment_count += 1
    session.flush()
    keep_mentions(
        session, comment.text, author_id=comment.author_id, post=post, comment_id=comment.id
    )
    return Outcome.NEW


def _own_post(session: Session, place: Place, told: object) -> Post | None:
    if not isinstance(told, Mapping) or told.get("author") != place.handle:
        return None
    at = moment(str(told.get("uploaded_at")))
    own = (Post.author_id == place.owner_id, Post.uploaded_at == at, Post.deleted_at.is_(None))
    return session.scalars(select(Post).where(*own).order_by(Post.id)).first()


def _parent_id(session: Session, place: Place, post: Post, told: object) -> int | None:
    """Return which of one's own comments is answered; others' did not come along."""
    if not isinstance(told, Mapping) or told.get("author") != place.handle:
        return None
    at = moment(str(told.get("created_at")))
    own = (Comment.post_id == post.id, Comment.author_id == place.owner_id)
    chosen = select(Comment.id).where(*own, Comment.created_at == at, Comment.parent_id.is_(None))
    return session.scalar(chosen.order_by(Comment.id).limit(1))
