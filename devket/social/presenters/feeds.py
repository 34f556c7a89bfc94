"""Lists of posts as pages show them, and people one might want to follow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import url_for
from flask_babel import gettext, ngettext

from devket.core.paging import Cursor, Page
from devket.social.models import Post
from devket.social.presenters.people import Face, face_of
from devket.social.presenters.posts import PostCard
from devket.social.queries.home import MOST_NEW
from devket.social.queries.posts import place_of
from devket.social.queries.suggesting import Suggestion, Suggestions

MOST_PAGES = 10  # shown one beneath the other after "back"
_MOST_TAGS = 3  # named in a reason


@dataclass(frozen=True, slots=True)
class PostList:
    """A page of posts and the way to the next; `here` is the address that shows as many."""

    posts: tuple[PostCard, ...]
    next_href: str
    live_href: str
    here: str


@dataclass(frozen=True, slots=True)
class NewPosts:
    """What came since a page was shown: `told` in words, empty while nothing has."""

    told: str
    look_href: str
    show_href: str


@dataclass(frozen=True, slots=True)
class SuggestedPerson:
    """Somebody to follow, and why."""

    face: Face
    reason: str


def post_list(
    cards: tuple[PostCard, ...], page: Page[Post], *, endpoint: str, pages: int, **args: Any
) -> PostList:
    """Return a page of a list at an address.

    `pages` are shown with this one, one beneath the other; 0 where nobody counts.
    """

    def href(**more: Any) -> str:
        return url_for(endpoint, **args, **more)

    after, shown = page.next_cursor, min(pages + 1, MOST_PAGES) if pages else None
    return PostList(
        posts=cards,
        next_href=href(after=after) if after else "",
        live_href=href(after=after, pages=shown) if after else "",
        here=href(pages=pages) if pages > 1 else "",
    )


def new_posts(count: int, since: Cursor) -> NewPosts:
    """Return how many posts came since a page was shown, and where they are."""
    told = str(ngettext("%(num)d new post", "%(num)d new posts", count)) if count else ""
    if count > MOST_NEW:
        told = str(gettext("More than %(num)d new posts", num=MOST_NEW))
    at = since.encode()
    look, show = (url_for(of, since=at) for of in ("social.new_posts", "social.feed"))
    return NewPosts(told, look, show)


def newest_of(posts: Sequence[Post], *, now: datetime) -> Cursor:
    """Return the place of the newest post shown; with none, this moment."""
    return place_of(posts[0]) if posts else Cursor(now, 1)


def suggested_people(suggestions: Suggestions) -> tuple[SuggestedPerson, ...]:
    """Return people to follow, each with the best reason there is."""
    return tuple(
        SuggestedPerson(face_of(*suggestions.people[one.user_id]), _reason(one, suggestions))
        for one in suggestions.found
    )


def _reason(one: Suggestion, suggestions: Suggestions) -> str:
    _, profile = suggestions.people[one.user_id]
    if one.tags:
        tags = " ".join(f"#{tag}" for tag in sorted(one.tags)[:_MOST_TAGS])
        return str(gettext("You share %(tags)s", tags=tags))
    if one.follower_id is not None:
        name = face_of(*suggestions.people[one.follower_id]).name
        if (others := one.followers - 1) == 0:
            return str(gettext("Followed by %(name)s", name=name))
        told = ngettext(
            "Followed by %(name)s and %(num)d other you follow",
            "Followed by %(name)s and %(num)d others you follow",
            others,
            name=name,
        )
        return str(told)
    count = profile.follower_count
    return str(ngettext("%(num)d follower", "%(num)d followers", count)) if count else profile.bio
