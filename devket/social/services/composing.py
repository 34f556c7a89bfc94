"""Keeping what an editor sends: text, choices, pictures, attachment, and what was pressed."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from devket.core.clock import Clock
from devket.core.errors import InvalidError
from devket.social.models import Picture, Post
from devket.social.queries import drafts
from devket.social.services import attaching, drafting, imaging, pictures
from devket.social.services.drafting import Written
from devket.storage import Blobs


@dataclass(frozen=True, slots=True)
class Sent:
    """All that came: what was typed, the pictures in their order, which button was pressed."""

    written: Written
    order: tuple[int, ...] = ()
    taken_out: tuple[int, ...] = ()  # pictures that were shown and are no longer named
    alts: dict[int, str] = field(default_factory=dict)
    draft_id: int | None = None
    save_id: int | None = None
    highlight_id: int | None = None
    act: str = "publish"
    which: int = 0  # the picture that the act is about, 0 without one

    @property
    def says_something(self) -> bool:
        """Whether there is anything that would have to be kept."""
        named = (self.draft_id, self.save_id, self.highlight_id)
        typed = (self.written.text.strip(), self.written.location.strip())
        return any(one is not None for one in named) or any(typed) or bool(self.order)

    @property
    def moved(self) -> list[int]:
        """The order of the pictures after the button that was pressed."""
        by = {"up": -1, "down": 1}.get(self.act, 0)
        order = imaging.moved(self.order, self.which, by)
        return [one for one in order if self.act != "remove" or one != self.which]


@dataclass(slots=True)
class Kept:
    """The draft that was kept, and why some of what was sent could not be, by field."""

    post_id: int
    problems: dict[str, InvalidError] = field(default_factory=dict)


def keep(session: Session, *, author_id: int, draft_id: int | None, sent: Sent) -> Kept | None:
    """Keep all that can be kept of what was sent, in the draft at hand or a new one; flushes.

    None when nothing was sent and there is no draft. `NotFoundError` when what is to be attached
    is not theirs.
    """
    offered = attaching.attachment_of(session, author_id, sent.save_id, sent.highlight_id)
    is_empty = draft_id is None and not sent.says_something
    if is_empty and drafts.draft_of(session, author_id) is None:
        return None
    post = drafting.draft_to_fill(session, author_id=author_id, draft_id=draft_id or sent.draft_id)
    kept = Kept(post.id)
    try:
        drafting.write(session, post, sent.written)
    except InvalidError as error:
        kept.problems[error.field or "text"] = error
    if offered is not None or sent.act == "detach":
        attaching.attach(post, None if sent.act == "detach" else offered)
    for one in (*sent.taken_out, *([sent.which] if sent.act == "remove" else ())):
        imaging.remove_picture(session, author_id=author_id, post_id=post.id, picture_id=one)
    try:
        imaging.add_named(session, post, sent.moved)
    except InvalidError as error:
        kept.problems["pictures"] = error
    imaging.arrange(session, post, order=sent.moved, alts=sent.alts)
    return kept


def put_picture(
    session: Session,
    *,
    author_id: int,
    draft_id: int | None,
    data: bytes,
    blobs: Blobs,
    clock: Clock,
) -> tuple[Post, Picture]:
    """Take a file in and put it at the end of the draft at hand or a new one; flushes.

    `InvalidError` at field `pictures`. Whoever calls sends the job after the commit.
    """
    post = drafting.draft_to_fill(session, author_id=author_id, draft_id=draft_id)
    imaging.check_room(session, post)
    picture = pictures.receive(session, owner_id=author_id, data=data, blobs=blobs, clock=clock)
    imaging.add_picture(session, author_id=author_id, post_id=post.id, picture_id=picture.id)
    return drafts.written(session, author_id, post.id), picture
