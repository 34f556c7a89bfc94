"""Discourse topics out of the data their pages carry; what a page shows is for the rules."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

from turbohtml import Document

from devket.capture.about.dates import read_date
from devket.capture.embedded.find import dig, json_of, list_at, text_at
from devket.capture.model import Kind
from devket.capture.posts import Post, thread
from devket.capture.sites.build import markup
from devket.capture.sites.facts import known
from devket.capture.told import Told

_TOPIC = re.compile(r"/t/(?:[^/]{1,200}/)?(\d{1,9})(?:/|$)")
_MOST_POSTS = 500
_LIKE = 2  # the number of the action "like"
_SILENT = frozenset({2, 3})  # types of posts that only tell what moderators did


def read(document: Document, url: str) -> Told | None:
    """Read a topic's posts; None when the page carries no data of the topic its address names."""
    match = _TOPIC.search(urlsplit(url).path)
    topic = _topic(document, match[1]) if match else None
    posts = [post for entry in _entries(topic) if (post := _post(entry)) is not None]
    if topic is None or not posts:
        return None
    accepted = any(post.is_accepted for post in posts)
    total = text_at(topic, "posts_count")
    tags = [text_at(tag) or text_at(tag, "name") for tag in list_at(topic, "tags", most=20)]
    replies = str(max(len(posts), int(total) if total.isdigit() else 0) - 1)
    card = {
        "comments": replies,
        "answers": replies if accepted else "",
        "accepted": "1" if accepted else "",
        "score": text_at(topic, "like_count"),
        "tags": ", ".join(filter(None, tags)),
    }
    return Told(
        "discourse.data",
        thread(posts),
        title=text_at(topic, "title"),
        byline=posts[0].author,
        published=read_date(text_at(topic, "created_at")),
        kind=Kind.QUESTION if accepted else Kind.DISCUSSION,
        card=known(card),
        next_url=_next(url, topic, total),
    )


def _topic(document: Document, number: str) -> object | None:
    key = f"topic_{number}"
    script = document.select_one(f'script[data-preloaded="{key}"]')
    if script is not None:
        return json_of(script.text)
    house = document.select_one("#data-preloaded[data-preloaded]")
    held = json_of(house.attr("data-preloaded") or "") if house is not None else None
    return json_of(text_at(held, key)) or dig(held, key)


def _entries(topic: object) -> Iterator[object]:
    yield from list_at(topic, "post_stream", "posts", most=_MOST_POSTS)


def _post(entry: object) -> Post | None:
    cooked, kind = dig(entry, "cooked"), dig(entry, "post_type")
    if not isinstance(cooked, str) or not cooked.strip():
        return None
    if isinstance(kind, int) and kind in _SILENT:
        return None
    likes = next(
        (
            text_at(action, "count")
            for action in list_at(entry, "actions_summary", most=30)
            if dig(action, "id") == _LIKE
        ),
        "",
    )
    return Post(
        text_at(entry, "display_username") or text_at(entry, "name") or text_at(entry, "username"),
        read_date(text_at(entry, "created_at")),
        [markup(cooked)],
        score=likes,
        is_accepted=dig(entry, "accepted_answer") is True,
    )


def _next(url: str, topic: object, total: str) -> str | None:
    """Return the page with the posts that follow the last one here, None when it is the last."""
    last = text_at(topic, "post_stream", "posts", -1, "post_number")
    if not (last.isdigit() and total.isdigit() and int(last) < int(total)):
        return None
    page = parse_qs(urlsplit(url).query).get("page", ["1"])[0]
    number = int(page) if page.isdigit() and len(page) < 5 else 1
    return f"{url.split('?', maxsplit=1)[0].split('#', maxsplit=1)[0]}?page={number + 1}"
