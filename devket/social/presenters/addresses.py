"""Where posts, people and pictures are, for lists that name hundreds of addresses.

Written out and not asked of the routes each time, which was a tenth of a page of the feed; a test
holds them to the routes.
"""

from __future__ import annotations

from urllib.parse import quote


def post_href(post_id: int) -> str:
    """Return the address of a post, under which what can be read of it lies."""
    return f"/p/{post_id}"


def post_at(post_id: int) -> str:
    """Return the address under which the verbs of a post live."""
    return f"/posts/{post_id}"


def person_href(handle: str) -> str:
    """Return the address of a person, under which what can be done about them lies."""
    return f"/@{handle}"


def portrait_href(handle: str, picture_key: str) -> str:
    """Return where the picture of a person is; its name changes with it."""
    return f"/media/people/{handle}/{picture_key[:16]}"


def picture_href(picture_id: int, width: int) -> str:
    """Return where a ready picture is shown from in one of `WIDTHS`."""
    return f"/media/pictures/{picture_id}/{width}"


def hashtag_href(name: str) -> str:
    """Return the address of the posts that carry a hashtag."""
    return f"/hashtags/{quote(name)}"
