"""Hacker News and Lobsters: the story a thread is about, then its comments, replies as quotes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from turbohtml import Document, Element

from devket.capture.about.dates import read_date
from devket.capture.model import Kind
from devket.capture.posts import Post, thread
from devket.capture.sites.build import article_of, link, made
from devket.capture.sites.facts import digits, first_text, known
from devket.capture.told import Told
from devket.core.urls import display_host, join

_MOST_COMMENTS = 1_500
_DEEPEST = 12  # replies to replies beyond this are quoted beside each other


@dataclass(slots=True)
class _Comment:
    """A comment with how deep it stands and what was replied to it."""

    post: Post
    depth: int
    replies: list[_Comment] = field(default_factory=list)


def read(document: Document, url: str) -> Told | None:
    """Read one item: a story with its comments, or one comment with the replies to it."""
    title = document.select_one(".fatitem .titleline > a, .fatitem a.storylink")
    item = document.select_one(".fatitem")
    if item is None:
        return None
    text = item.select_one(".toptext, .commtext")
    head = title if title is not None else item.select_one(".onstory a")
    if head is None:
        return None
    address = join(url, head.attr("href") or "")
    comments = [_hn_comment(row) for row in document.select("tr.comtr")[:_MOST_COMMENTS]]
    author, at = first_text(item, ".hnuser"), _moment(item.select_one(".age"))
    said = first_text(item, ".subline, .subtext")
    more = document.select_one("a.morelink[href]")
    told = _told(
        "hackernews",
        Post(author, at, [text] if text is not None else []),
        comments,
        Told(
            "",
            title=first_text(head, "*") or head.text.strip(),
            site_name="Hacker News",
            card={"score": digits(first_text(item, ".score")), "comments": _comments_in(said)},
        ),
        source=address if _is_elsewhere(address, url) else None,
        is_first="&p=" not in url,
    )
    return replace(told, next_url=join(url, more.attr("href") or "") if more is not None else None)


def _comments_in(line: str) -> str:
    """Return the number of comments out of the line under a story: its last part."""
    last = line.rpartition("|")[2]
    return digits(last) if "comment" in last else ""


def _hn_comment(row: Element) -> _Comment:
    cell = row.select_one("td.ind")
    indent = (cell.attr("indent") or "") if cell is not None else ""
    if not indent and cell is not None and (spacer := cell.find("img")) is not None:
        width = spacer.attr("width") or ""
        indent = str(int(width) // 40) if width.isdigit() and len(width) < 6 else ""
    body = row.select_one(".commtext")
    if body is not None:
        body.remove(".reply")
    depth = int(indent) if indent.isdigit() and len(indent) < 4 else 0
    post = Post(
        first_text(row, ".hnuser"),
        _moment(row.select_one(".age")),
        [body] if body is not None else [],
    )
    return _Comment(post, depth)


def _moment(age: Element | None) -> datetime | None:
    return read_date((age.attr("title") or "").split(" ")[0]) if age is not None else None


def read_lobsters(document: Document, url: str) -> Told | None:
    """Read a story on Lobsters with its comments."""
    story = document.select_one(".story .u-url, .story .link a")
    if story is None or document.select_one(".comments, .comment, .story_text") is None:
        return None
    text = document.select_one(".story_content .story_text, .story_text")
    byline = document.select_one(".story .byline")
    house = byline if byline is not None else document
    tags = [tag.text.strip() for tag in document.select(".story .tags a, .story a.tag")[:10]]
    boxes = document.select("div.comment[id], .comment[data-shortid]")[:_MOST_COMMENTS]
    comments = [_lobsters_comment(box) for box in boxes]
    told = Told(
        "",
        title=story.text.strip(),
        site_name="Lobsters",
        card={
            "score": digits(first_text(document, ".story .voters .score, .story .upvoter")),
            "tags": ", ".join(dict.fromkeys(tags)),
        },
    )
    address = join(url, story.attr("href") or "")
    author = first_text(house, "a.u-author, a[href^='/~'], a[href^='/u/']")
    first = Post(author, _stamp(house), [text] if text is not None else [])
    source = address if _is_elsewhere(address, url) else None
    return _told("lobsters", first, comments, told, source=source)


def _is_elsewhere(address: str | None, url: str) -> bool:
    return address is not None and display_host(address) != display_host(url)


def _stamp(house: Element | Document) -> datetime | None:
    shown = house.select_one("time[datetime], .byline [title], span[title]")
    return read_date(shown.attr("datetime") or shown.attr("title") or "") if shown else None


def _lobsters_comment(box: Element) -> _Comment:
    depth, around = -1, box.parent
    while isinstance(around, Element) and depth < 60:
        depth += around.tag == "ol"
        around = around.parent
    text = box.select_one(".comment_text")
    names = first_text(box, ".byline a.u-author, .byline a[href^='/~'], .byline a[href^='/u/']")
    score = digits(first_text(box, ".voters .score, .upvoter, .score"))
    return _Comment(
        Post(names, _stamp(box), [text] if text is not None else [], score=score), depth
    )


def _told(
    rule: str,
    first: Post,
    comments: list[_Comment],
    told: Told,
    *,
    source: str | None,
    is_first: bool = True,
) -> Told:
    """Put a story together: the link it is about, its own words, then everything said to it.

    Further pages of comments (`is_first` false) do not say the story again.
    """
    about = made("p", link(display_host(source), source)) if source and is_first else None
    opening = thread([first]) if first.body and is_first else None
    talk = thread([_with_replies(comment) for comment in _nested(comments)])
    count = sum(bool(comment.post.body) for comment in comments)
    card = {**told.card, "comments": told.card.get("comments") or str(count)}
    return replace(
        told,
        rule=rule,
        article=article_of(about, opening, talk),
        byline=first.author,
        published=first.at,
        kind=Kind.DISCUSSION,
        card=known(card),
    )


def _nested(comments: Sequence[_Comment]) -> list[_Comment]:
    """Hang every comment under the one it answers: the nearest before it that stands less deep."""
    top: list[_Comment] = []
    above: list[_Comment] = []
    for comment in comments:
        while above and above[-1].depth >= comment.depth:
            above.pop()
        place = above[: _DEEPEST - 1][-1].replies if above else top
        place.append(comment)
        above.append(comment)
    return top


def _with_replies(comment: _Comment) -> Post:
    replies = [_with_replies(reply) for reply in comment.replies]
    if not replies:
        return comment.post
    quoted = made("div", made("blockquote", *list(thread(replies).children)))
    return replace(comment.post, body=[*comment.post.body, quoted])
