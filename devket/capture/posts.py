"""Threads in one form: each post under a line of who, when and votes. Whose posts is not told here.

Used by site readers and by rules alike, so a forum, a question and an issue read the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from turbohtml import Element, Node, Text

from devket.core.text import clip, one_line

POST = "post"
POST_META = "post-meta"
ACCEPTED = "post-accepted"
_MOST_NESTED = 20  # replies to replies beyond this are set beside each other
_CELLS = frozenset(["td", "th", "li", "dd", "dt", "body", "main", "tr", "tbody", "article"])
# Some boards put each whole post into a quotation.
_HOUSES = _CELLS | {"div", "section", "span", "blockquote"}
_SHOWN = "img, pre, table, iframe, video, audio, picture, hr"


@dataclass(frozen=True, slots=True)
class Post:
    """One voice of a thread. `body` are elements of its own or of the page; they get moved."""

    author: str
    at: datetime | None
    body: list[Element]
    score: str = ""
    is_accepted: bool = False
    label: str = ""  # what is told beside the name: "author", "moderator"
    comments: tuple[Post, ...] = ()


def thread(posts: Sequence[Post]) -> Element:
    """Return one element with a section a post; a post that says nothing is left out.

    Comments on a post are folded; replies to a comment stand inside it.
    """
    root = Element("div")
    for post in posts:
        section = _section(post)
        if post.comments and (folded := _folded(post.comments)) is not None:
            section.append(folded)
        if _says_something(section):
            root.append(section)
    return root


def _section(post: Post) -> Element:
    words = f"{POST} {ACCEPTED}" if post.is_accepted else POST
    section = Element("section", {"class": words})
    for part in post.body:
        section.append(_housed(part))
    if _says_something(section) and (head := _head(post)) is not None:
        section.insert(0, head)
    return section


def _says_something(section: Element) -> bool:
    return bool(section.text.strip()) or section.select_one(_SHOWN) is not None


def _housed(part: Element) -> Element:
    """Return a body without the class words of its outer element: they name a place in the page."""
    if part.tag not in _HOUSES:
        return part
    house = Element("div", {n: v for n in ("id", "lang", "dir") if (v := part.attr(n))})
    house.extend(list(part.children))
    return house


def _head(post: Post) -> Element | None:
    pieces = list(_pieces(post))
    if not pieces:
        return None
    head = Element("p", {"class": POST_META})
    for number, piece in enumerate(pieces):
        if number:
            head.append(Text(" · "))
        head.append(piece)
    return head


def _pieces(post: Post) -> Iterator[Node]:
    if author := clip(one_line(post.author), 80):
        yield Element("strong", None, [Text(author)])
    if label := clip(one_line(post.label), 40):
        yield Text(label)
    if post.at is not None:
        moment = {"datetime": post.at.isoformat(timespec="seconds")}
        yield Element("time", moment, [Text(f"{post.at:%Y-%m-%d}")])
    if score := clip(one_line(post.score), 20):
        yield Text(f"▲ {score}")
    if post.is_accepted:
        yield Text("✓")


def _folded(comments: Sequence[Post]) -> Element | None:
    sections = [section for comment in comments for section in _nested(comment, 1)]
    count = sum(1 + len(section.select(f"section.{POST}")) for section in sections)
    if not count:
        return None
    summary = Element("summary", None, [Text(f"{count} comment{'s' if count != 1 else ''}")])
    return Element("details", None, [summary, *sections])


def _nested(comment: Post, depth: int) -> list[Element]:
    section = _section(comment)
    if depth < _MOST_NESTED:
        replies = [part for reply in comment.comments for part in _nested(reply, depth + 1)]
    else:
        replies = [
            part for reply in _flat(comment.comments) if _says_something(part := _section(reply))
        ]
    if not _says_something(section):
        return replies
    if depth >= _MOST_NESTED:
        return [section, *replies]
    section.extend(replies)
    return [section]


def _flat(comments: Sequence[Post]) -> Iterator[Post]:
    waiting = list(reversed(comments))
    while waiting:
        comment = waiting.pop()
        yield comment
        waiting.extend(reversed(comment.comments))
