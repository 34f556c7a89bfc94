"""A post as pages show it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask import url_for

from devket.social.models import WIDTHS, Commenting, Image, Picture, PictureState, Post, Visibility
from devket.social.presenters.addresses import picture_href, post_at, post_href
from devket.social.presenters.people import Face, face_of
from devket.social.presenters.pictures import srcset_of
from devket.social.presenters.texts import Piece, pieces_of
from devket.social.queries.posts import Gathered


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture of a post. `src` is the middle size; empty while it is not ready."""

    id: int
    alt: str
    src: str
    large: str  # address of the largest size
    srcset: str
    width: int
    height: int
    placeholder: str

    @property
    def shape(self) -> str:
        """The shape that all pictures of a post take after its first: tall, square or wide."""
        if self.width < 0.9 * self.height:
            return "tall"
        return "wide" if self.width > 1.2 * self.height else "square"


@dataclass(frozen=True, slots=True)
class Attached:
    """The page that is shared with a post, as far as it may be: link, excerpt, quote."""

    href: str
    title: str
    site: str
    excerpt: str
    quote: str
    card: str  # address of the drawn quote, empty without one
    is_kept: bool  # whether the viewer has it in their own list


@dataclass(frozen=True, slots=True)
class PostCard:
    """A post, with every address and decision made. `likes` is None where counts are hidden."""

    id: int
    href: str
    at: str  # under which its verbs live
    author: Face
    uploaded_at: datetime | None
    is_edited: bool
    pieces: tuple[Piece, ...]
    location: str
    visibility: Visibility
    photos: tuple[Photo, ...]
    attached: Attached | None
    likes: int | None
    is_liked: bool
    comments: int
    commenting: Commenting
    is_mine: bool
    has_links: bool  # in its text


def cards_of(gathered: Gathered, viewer_id: int | None) -> tuple[PostCard, ...]:
    """Return the cards of posts in their order."""
    return tuple(_card(post, gathered, viewer_id) for post in gathered.posts)


def _card(post: Post, gathered: Gathered, viewer_id: int | None) -> PostCard:
    user, profile = gathered.people[post.author_id]
    is_mine = post.author_id == viewer_id
    pieces = pieces_of(post.text, gathered.mentioned.get(post.id, frozenset()))
    return PostCard(
        id=post.id,
        href=post_href(post.id),
        at=post_at(post.id),
        author=face_of(user, profile, gathered.told.get(user.id)),
        uploaded_at=post.uploaded_at,
        is_edited=post.edited_at is not None,
        pieces=pieces,
        location=post.location,
        visibility=post.visibility,
        photos=tuple(photo_of(*pair) for pair in gathered.images.get(post.id, ())),
        attached=attached_of(post, is_kept=post.link_url in gathered.pocketed),
        likes=None if profile.hides_counts and not is_mine else post.like_count,
        is_liked=post.id in gathered.liked,
        comments=post.comment_count,
        commenting=post.commenting,
        is_mine=is_mine,
        has_links=any(piece.is_away for piece in pieces),
    )


def photo_of(image: Image, picture: Picture) -> Photo:
    """Return a picture of a post with the addresses of its sizes."""
    is_ready = picture.state is PictureState.READY
    return Photo(
        id=picture.id,
        alt=image.alt,
        src=picture_href(picture.id, WIDTHS[1]) if is_ready else "",
        large=picture_href(picture.id, WIDTHS[2]) if is_ready else "",
        srcset=srcset_of(picture) if is_ready else "",
        width=picture.width,
        height=picture.height,
        placeholder=picture.placeholder,
    )


def attached_of(post: Post | None, *, is_kept: bool) -> Attached | None:
    """Return what is attached to a post, as far as others may have it."""
    if post is None or not post.link_url:
        return None
    card = url_for("social.quote_card", post_id=post.id) if post.card_key else ""
    return Attached(
        post.link_url,
        post.link_title,
        post.link_site,
        post.link_excerpt,
        post.quote,
        card,
        is_kept=is_kept,
    )
