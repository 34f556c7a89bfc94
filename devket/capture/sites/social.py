"""Short posts: Mastodon, Bluesky, X. A thread as posts when it is shown, else what is claimed."""

from __future__ import annotations

import re

from turbohtml import Document, Element

from devket.capture.about.dates import read_date
from devket.capture.model import Kind
from devket.capture.posts import Post, thread
from devket.capture.sites.build import made, prose
from devket.capture.sites.facts import first_text, meta
from devket.capture.told import Told
from devket.core.text import clip, one_line

_MOST_POSTS = 300
_QUOTED = re.compile(r'[“"](.{1,4000})[”"]', re.DOTALL)
_STATUS = re.compile(r"/(?:@[^/]{1,100}/\d{5,25}|users/[^/]{1,100}/statuses/\d{5,25})/?$")
_ITS = re.compile(r" (?:on|auf|sur) (?:X|Twitter)\b.*$", re.DOTALL)


def read_mastodon(document: Document, url: str) -> Told | None:
    """Read one post with what it answers and what was answered, as far as the page shows it."""
    if not _STATUS.search(url.split("?", maxsplit=1)[0].split("#", maxsplit=1)[0]):
        return None
    boxes = document.select(".detailed-status, .status__wrapper .status, .activity-stream .entry")
    posts = [
        _shown(
            box,
            name=".display-name__html, .display-name strong, .p-name",
            body=".status__content__text, .status__content, .e-content",
            pictures=".media-gallery__item-thumbnail img",
        )
        for box in boxes[:_MOST_POSTS]
    ]
    return _told("mastodon", document, [post for post in posts if post is not None], "")


def read_bluesky(document: Document, url: str) -> Told | None:
    """Read a post on Bluesky."""
    if "/post/" not in url:
        return None
    boxes = document.select("[data-testid^=postThreadItem-]")[:_MOST_POSTS]
    posts = [
        _shown(box, name="a[href^='/profile/']", body="[data-testid=postText]", pictures="")
        for box in boxes
    ]
    return _told("bluesky", document, [post for post in posts if post is not None], "Bluesky")


def read_x(document: Document, url: str) -> Told | None:
    """Read a post on X; its page shows one only once its scripts have run."""
    if "/status/" not in url:
        return None
    boxes = document.select("article[data-testid=tweet]")[:_MOST_POSTS]
    posts = [
        _shown(
            box,
            name="[data-testid=User-Name] a",
            body="[data-testid=tweetText]",
            pictures="[data-testid=tweetPhoto] img",
        )
        for box in boxes
    ]
    return _told("x", document, [post for post in posts if post is not None], "X")


def _shown(box: Element, *, name: str, body: str, pictures: str) -> Post | None:
    text = box.select_one(body)
    images = [made("p", image) for image in box.select(pictures)[:8]] if pictures else []
    if text is None and not images:
        return None
    moment = box.select_one("time[datetime]")
    at = read_date(moment.attr("datetime") or "") if moment is not None else None
    if text is not None:
        text.remove(".invisible")  # the parts of long addresses that are not shown
    return Post(first_text(box, name), at, [*([text] if text is not None else []), *images])


def _told(rule: str, document: Document, posts: list[Post], site: str) -> Told | None:
    """Put posts together; without any, the words that the page claims in its head are the post."""
    claimed = _ITS.sub("", one_line(meta(document, "og:title")))
    words = meta(document, "og:description", "description")
    if not posts:
        if not words or not claimed:
            return None
        quoted = _QUOTED.fullmatch(words.strip())
        said = prose(quoted[1] if quoted else words)
        stamp = meta(document, "og:published_time", "article:published_time")
        posts = [Post(claimed, read_date(stamp), said)]
    first = posts[0]
    text = one_line(" ".join(part.text for part in first.body)) or words
    return Told(
        rule,
        thread(posts),
        title=clip(f"{first.author}: {text}" if first.author else text, 120),
        byline=first.author,
        site_name=site,
        published=first.at,
        kind=Kind.DISCUSSION,
        card={"comments": str(len(posts) - 1)},
    )
