"""Saving what somebody shared to one's own list. Whoever shared it learns nothing of it."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from devket.core.clock import Clock
from devket.core.errors import InvalidError, NotFoundError
from devket.core.urls import parse_address
from devket.core.wording import addresses_in
from devket.library.services import Added, add_save
from devket.social.models import Post
from devket.social.queries.posts import post_of


def pocket(session: Session, *, viewer_id: int, post_id: int, url: str = "", clock: Clock) -> Added:
    """Keep what is attached to a post, or one of the addresses in its text; flushes.

    `NotFoundError` unless the viewer may see the post and the address stands in it.
    """
    post = post_of(session, viewer_id, post_id)
    links = links_of(post)
    wanted = url or post.link_url
    if wanted not in links:
        raise NotFoundError
    title = post.link_title if wanted == post.link_url else ""
    return add_save(session, owner_id=viewer_id, url=wanted, title=title, clock=clock)


def links_of(post: Post) -> Sequence[str]:
    """Return the addresses of a post, each once: the attached one, then those in its text."""
    found = [post.link_url] if post.link_url else []
    for said in addresses_in(post.text):
        try:
            found.append(parse_address(said))
        except InvalidError:
            continue
    return list(dict.fromkeys(found))
