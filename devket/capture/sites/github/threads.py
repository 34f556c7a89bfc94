"""Issues, pull requests and discussions on GitHub: every comment, from the page or its data."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice, takewhile

from turbohtml import Document, Element

from devket.capture.about.dates import read_date
from devket.capture.embedded.find import dig, list_at, text_at
from devket.capture.model import Kind
from devket.capture.posts import Post, thread
from devket.capture.sites.build import markup
from devket.capture.sites.facts import digits, first_text, known, meta
from devket.capture.sites.github.markdown import bodies_in, data_with, tidied
from devket.capture.told import Told
from devket.core.text import one_line

_MOST_POSTS = 500
_MOST_CLIMBS = 12
_TITLE = "[data-testid=issue-title], .js-issue-title, .markdown-title"
_TITLE_END = re.compile(r"\s+·\s+(?:Issue|Pull Request|Discussion|\S+/\S+).*$", re.DOTALL)
_BY = re.compile(r"\s+by ([\w-]+)$")
_AUTHOR = (
    "[data-testid=issue-body-header-author], [data-testid=avatar-link], a.author, .author,"
    " [data-testid*=author], a[data-hovercard-type=user]"
)
_STATE = "[data-testid=header-state], [data-testid=issue-state-badge], .State, [class*=StateLabel]"
_STATES = ("merged", "draft", "closed", "open", "unanswered", "answered")
_ANSWER = (
    ".timeline-comment.answer, .js-discussion-answer, [data-marked-answer], .discussion-answer"
)


@dataclass(frozen=True, slots=True)
class _Thread:
    posts: list[Post]
    title: str = ""
    status: str = ""
    tags: str = ""


def read_thread(document: Document, parts: list[str]) -> Told | None:
    """Read a thread whole: its posts with author and day, its title, number and state."""
    found = _from_data(document, parts[3]) or _from_page(document)
    if found is None:
        return None
    first, section = found.posts[0], parts[2].removesuffix("s")
    title = found.title or first_text(document, _TITLE) or _claimed_title(document)
    accepted = sum(post.is_accepted for post in found.posts)
    card = {
        "owner": parts[0],
        "name": parts[1],
        "number": parts[3],
        "status": found.status or _status(document),
        "comments": str(_comments(document, len(found.posts) - 1)),
        "tags": found.tags or _labels(document),
        "accepted": str(accepted) if accepted else "",
    }
    return Told(
        f"github.{section}",
        thread(found.posts),
        title=title,
        byline=first.author,
        site_name="GitHub",
        published=first.at,
        kind=Kind.DISCUSSION,
        card=known(card),
    )


def _claimed_title(document: Document) -> str:
    claimed = one_line(meta(document, "og:title", "twitter:title"))
    return _BY.sub("", _TITLE_END.sub("", claimed))


def _comments(document: Document, posted: int) -> int:
    """Return how many comments the page says there are, at least those that are here."""
    told = digits(first_text(document, "[data-testid=comments-count], .discussion-comments-count"))
    return max(posted, int(told or 0))


def _from_data(document: Document, number: str) -> _Thread | None:
    """Read an issue out of the answers to the queries that its page was made of."""
    for node in data_with(document, "bodyHTML"):
        is_this = text_at(node, "number") in ("", number)  # not the one a browser came from
        if is_this and text_at(node, "title") and dig(node, "frontTimelineItems") is not None:
            return _issue(node)
    return None


def _issue(issue: dict[str, object]) -> _Thread:
    nodes = [issue]
    for ends in ("frontTimelineItems", "backTimelineItems"):
        for edge in list_at(issue, ends, "edges", most=_MOST_POSTS):
            node = dig(edge, "node")
            is_comment = text_at(node, "__typename") == "IssueComment" and node not in nodes
            if is_comment and isinstance(node, dict):
                nodes.append(node)
    labels = [text_at(edge, "node", "name") for edge in list_at(issue, "labels", "edges", most=20)]
    return _Thread(
        [_post_of(node) for node in nodes if text_at(node, "bodyHTML").strip()] or [_blank(issue)],
        text_at(issue, "title"),
        text_at(issue, "state").lower(),
        ", ".join(filter(None, labels)),
    )


def _post_of(node: dict[str, object]) -> Post:
    body = tidied(markup(text_at(node, "bodyHTML")))
    return Post(text_at(node, "author", "login"), _moment(text_at(node, "createdAt")), [body])


def _blank(issue: dict[str, object]) -> Post:
    return Post(text_at(issue, "author", "login"), _moment(text_at(issue, "createdAt")), [])


def _moment(stamp: str) -> datetime | None:
    return read_date(stamp) if stamp else None


def _from_page(document: Document) -> _Thread | None:
    bodies = [body for body in bodies_in(document) if _is_shown(body)][:_MOST_POSTS]
    houses = _houses(bodies)
    posts = [_post_in(houses.get(body), body) for body in bodies]
    return _Thread(posts) if posts else None


def _is_shown(body: Element) -> bool:
    """Previews of what one might write, and what is hidden as spam, are no posts."""
    outside = ".js-preview-panel, .previewable-comment-form, .js-preview-body, template, [hidden]"
    return bool(body.text.strip()) and body.closest(outside) is None


def _houses(bodies: list[Element]) -> dict[Element, Element]:
    """Return for each body the largest element near it that holds no other body."""
    around = {body: list(islice(_parents(body), _MOST_CLIMBS)) for body in bodies}
    holds = Counter(parent for parents in around.values() for parent in parents)
    found: dict[Element, Element] = {}
    for body, parents in around.items():
        own = list(takewhile(lambda parent: holds[parent] == 1, parents))
        if own:
            found[body] = own[-1]
    return found


def _parents(body: Element) -> Iterator[Element]:
    parent = body.parent
    while isinstance(parent, Element) and parent.tag not in ("main", "body"):
        yield parent
        parent = parent.parent


def _post_in(house: Element | None, body: Element) -> Post:
    """Read who wrote a body and when, out of the element around it."""
    if house is None:
        return Post("", None, [tidied(body)])
    moment = house.select_one("relative-time[datetime], time[datetime], time-ago[datetime]")
    label = first_text(house, ".file-header a, [data-testid=file-name], .js-thread-file-path")
    return Post(
        first_text(house, _AUTHOR).removeprefix("@"),
        _moment((moment.attr("datetime") or "") if moment is not None else ""),
        [tidied(body)],
        is_accepted=house.select_one(_ANSWER) is not None or house.matches(_ANSWER),
        label=label,
    )


def _status(document: Document) -> str:
    for element in document.select(_STATE)[:6]:
        # What people read comes first: a closed issue may wear the colour, and class, of a merge.
        for said in (element.text[:200], element.attr("title") or "", element.attr("class") or ""):
            words = said.lower().replace("--", " ").split()
            if found := next((state for state in _STATES if state in words), ""):
                return found
    return ""


def _labels(document: Document) -> str:
    names = (one_line(label.text) for label in document.select(".js-issue-labels .IssueLabel")[:20])
    return ", ".join(dict.fromkeys(names))
