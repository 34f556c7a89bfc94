"""What an account holds beside its saves: tags, searches, follows, posts, comments."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Row, select
from sqlalchemy.orm import Session, joinedload

from devket.accounts.models import Follow, User
from devket.library.models import Save, Tag
from devket.reading.models import Highlight
from devket.search.models import SavedSearch
from devket.social.models import Comment, Image, Picture, PictureState, Post, PostEdit

AT_ONCE = 200


def person(session: Session, user_id: int) -> User:
    """Return a person with their profile."""
    return session.get_one(User, user_id, options=[joinedload(User.profile)])


def tags(session: Session, owner_id: int, *, after: str) -> Sequence[Tag]:
    """Return tags of a person from a key on, also those that nothing carries."""
    chosen = select(Tag).where(Tag.owner_id == owner_id, Tag.key > after)
    return session.scalars(chosen.order_by(Tag.key).limit(AT_ONCE)).all()


def searches(session: Session, owner_id: int) -> Sequence[SavedSearch]:
    """Return the searches that a person keeps, in their order."""
    kept = (SavedSearch.owner_id == owner_id, SavedSearch.deleted_at.is_(None))
    chosen = select(SavedSearch).where(*kept)
    return session.scalars(chosen.order_by(SavedSearch.position, SavedSearch.id)).all()


def follows(session: Session, follower_id: int, *, after: str) -> Sequence[Row[str, bool]]:
    """Return handles of those whom a person follows or has asked, and whether they follow."""
    accepted = Follow.accepted_at.is_not(None).label("is_accepted")
    chosen = select(User.handle, accepted).join(Follow, Follow.followed_id == User.id)
    chosen = chosen.where(Follow.follower_id == follower_id, User.handle > after)
    return session.execute(chosen.order_by(User.handle).limit(AT_ONCE)).all()


@dataclass(frozen=True, slots=True)
class Posted:
    """A post with its pictures, its earlier texts, and what it was attached to."""

    post: Post
    pictures: Sequence[tuple[Image, Picture]]
    edits: Sequence[PostEdit]
    save_url: str | None
    quote: Highlight | None


def posts(session: Session, author_id: int, *, after: int) -> list[Posted]:
    """Return posts of a person from an id on, drafts among them; deleted ones are left out."""
    chosen = select(Post).where(
        Post.author_id == author_id, Post.deleted_at.is_(None), Post.id > after
    )
    rows = session.scalars(chosen.order_by(Post.id).limit(AT_ONCE)).all()
    ids = [post.id for post in rows]
    pictures, edits = _pictures(session, ids), _edits(session, ids)
    urls = _addresses(session, author_id, [post.save_id for post in rows if post.save_id])
    marks = _quotes(session, author_id, [post.highlight_id for post in rows if post.highlight_id])
    return [
        Posted(
            post,
            pictures.get(post.id, ()),
            edits.get(post.id, ()),
            urls.get(post.save_id or 0),
            marks.get(post.highlight_id or 0),
        )
        for post in rows
    ]


def _pictures(session: Session, ids: Sequence[int]) -> Mapping[int, list[tuple[Image, Picture]]]:
    found: dict[int, list[tuple[Image, Picture]]] = defaultdict(list)
    chosen = select(Image, Picture).join(Picture, Picture.id == Image.picture_id)
    ready = (Image.post_id.in_(ids), Picture.state == PictureState.READY)
    for image, picture in session.execute(chosen.where(*ready).order_by(Image.position)):
        found[image.post_id].append((image, picture))
    return found


def _edits(session: Session, ids: Sequence[int]) -> Mapping[int, list[PostEdit]]:
    found: dict[int, list[PostEdit]] = defaultdict(list)
    chosen = select(PostEdit).where(PostEdit.post_id.in_(ids)).order_by(PostEdit.id)
    for edit in session.scalars(chosen):
        found[edit.post_id].append(edit)
    return found


def _addresses(session: Session, owner_id: int, ids: Sequence[int]) -> Mapping[int, str]:
    chosen = select(Save.id, Save.given_url).where(Save.owner_id == owner_id, Save.id.in_(ids))
    return dict(session.execute(chosen).all())


def _quotes(session: Session, owner_id: int, ids: Sequence[int]) -> Mapping[int, Highlight]:
    chosen = select(Highlight).where(Highlight.owner_id == owner_id, Highlight.id.in_(ids))
    return {row.id: row for row in session.scalars(chosen)}


@dataclass(frozen=True, slots=True)
class Said:
    """A comment, with the post it stands under and the comment it answers."""

    comment: Comment
    post: Post
    post_author: str
    parent: Comment | None
    parent_author: str | None


def comments(session: Session, author_id: int, *, after: int) -> list[Said]:
    """Return comments of a person from an id on, wherever they stand; deleted ones are left out."""
    chosen = (
        select(Comment, Post, User.handle)
        .join(Post, Post.id == Comment.post_id)
        .join(User, User.id == Post.author_id)
        .where(Comment.author_id == author_id, Comment.deleted_at.is_(None), Comment.id > after)
        .where(Post.deleted_at.is_(None), Post.uploaded_at.is_not(None))
    )
    rows = session.execute(chosen.order_by(Comment.id).limit(AT_ONCE)).all()
    parents = _parents(session, [row[0].parent_id for row in rows if row[0].parent_id])
    return [
        Said(comment, post, handle, *parents.get(comment.parent_id or 0, (None, None)))
        for comment, post, handle in rows
    ]


def _parents(session: Session, ids: Sequence[int]) -> Mapping[int, tuple[Comment, str]]:
    chosen = select(Comment, User.handle).join(User, User.id == Comment.author_id)
    chosen = chosen.where(Comment.id.in_(ids), Comment.deleted_at.is_(None))
    return {comment.id: (comment, handle) for comment, handle in session.execute(chosen)}
