"""Places that posts tell of, for the field in which one is typed."""

from __future__ import annotations

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from devket.social.models import Post, Visibility, place_key
from devket.social.policies import readable_by

MOST = 8
_LOOKED_AT = 50  # own posts, for the places one was at last
_LAST = "\U0010ffff"


def places(session: Session, viewer_id: int, begun: str) -> list[str]:
    """Return places that begin so: one's own, and those of others' public posts one may read.

    From one place to the next in the index, however many posts were written at each.
    """
    found: list[str] = []
    at, end = place_key(begun), place_key(begun) + _LAST
    is_for_all = or_(Post.author_id == viewer_id, Post.visibility == Visibility.PUBLIC)
    chosen = select(Post.location, Post.place_key).order_by(Post.place_key).limit(1)
    chosen = chosen.where(Post.place_key < end, is_for_all, readable_by(viewer_id))
    while at and len(found) < MOST:
        row = session.execute(chosen.where(Post.place_key >= at)).first()
        if row is None:
            break
        found.append(row.location)
        at = row.place_key + "\x01"  # no place has a control character in it
    return found


def own_places(session: Session, viewer_id: int) -> list[str]:
    """Return the places a person told last, newest first."""
    mine = (Post.author_id == viewer_id, readable_by(viewer_id))
    newest = select(Post.location).where(*mine).order_by(Post.uploaded_at.desc(), Post.id.desc())
    said = session.scalars(newest.limit(_LOOKED_AT))
    return list(dict.fromkeys(place for place in said if place))[:MOST]
