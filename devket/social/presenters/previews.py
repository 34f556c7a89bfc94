"""What other sites show of a post when its address is shared: only of what is public."""

from __future__ import annotations

from dataclasses import dataclass

from devket.core.text import clip, one_line
from devket.social.models import Post
from devket.social.presenters.posts import PostCard

CARD_SIZE = (1200, 630)


@dataclass(frozen=True, slots=True)
class Preview:
    """Title, description, address and picture of a post; `image` is empty without one."""

    url: str
    title: str
    description: str
    image: str
    alt: str
    width: int
    height: int


def preview_of(post: Post, card: PostCard, *, base_url: str) -> Preview:
    """Return the preview of a post that anybody may see."""
    image, alt, (width, height) = "", "", (0, 0)
    if card.attached and card.attached.card:
        image, alt, (width, height) = card.attached.card, card.attached.quote, CARD_SIZE
    elif shown := next((photo for photo in card.photos if photo.src), None):
        image, alt, width, height = shown.src, shown.alt, shown.width, shown.height
    said = post.text or post.quote or post.link_title
    return Preview(
        url=base_url + card.href,
        title=f"{card.author.name} (@{card.author.handle})",
        description=clip(one_line(said), 200),
        image=base_url + image if image else "",
        alt=clip(one_line(alt), 400),
        width=width,
        height=height,
    )
