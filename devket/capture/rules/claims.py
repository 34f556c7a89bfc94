"""Threads of software no rule knows, where JSON-LD tells their posts: found again in the page.

What JSON-LD gives is plain text; the elements with that text have the code and the links.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from turbohtml import Document, Element, Text, parse_fragment

from devket.capture.about.dates import read_date
from devket.capture.about.structured import texts_of
from devket.capture.model import Kind
from devket.capture.posts import Post, thread
from devket.capture.rules.facts import number
from devket.capture.told import Told

_THREAD, _QUESTION = "DiscussionForumPosting", "Question"
_KINDS = {_THREAD: Kind.DISCUSSION, _QUESTION: Kind.QUESTION}
_ANSWERS = (("acceptedAnswer", True), ("suggestedAnswer", False), ("comment", False))
_SILENT = frozenset(["script", "style", "noscript", "template", "head", "title"])
_NOT_LETTERS = re.compile(r"\W+")
_TAG = re.compile(r"<(?:p|br|div|pre|a|ul|ol|code|blockquote)\b", re.IGNORECASE)
_MOST_POSTS = 300
_MOST_NODES = 2_000
_ENDS = 40  # letters at both ends of a post by which it is found
_FOUND = 0.8  # of the posts that JSON-LD tells of
_SHARE = 0.35  # of the letters of the page


@dataclass(frozen=True, slots=True)
class _Claim:
    node: dict[str, object]
    text: str
    is_accepted: bool


def told_by_claims(document: Document) -> Told | None:
    """Return the thread that JSON-LD tells of, None when most of its posts are not in the page."""
    if not any(
        _THREAD in script.text or _QUESTION in script.text
        for script in document.select("script[type='application/ld+json']")
    ):
        return None
    root = _root(document)
    claims = list(_claims(root)) if root is not None else []
    body = document.find("body")
    if root is None or body is None or not claims:
        return None
    places = _Places(body)
    found = {
        element: claim for claim in claims if (element := places.element_of(claim.text)) is not None
    }
    if not found or len(found) < _FOUND * len(claims):
        return None
    if places.held(list(found)) < _SHARE * places.length:
        return None
    posts = [_post(claim, element) for element, claim in found.items()]
    kind = _KINDS[_type(root)]
    return Told(
        rule="claims.thread",
        article=thread(posts),
        byline=posts[0].author,
        published=posts[0].at,
        kind=kind,
        card={"answers" if kind is Kind.QUESTION else "comments": str(len(posts) - 1)},
    )


def _root(document: Document) -> dict[str, object] | None:
    waiting: list[object] = list(document.json_ld())
    for _ in range(_MOST_NODES):
        if not waiting:
            break
        node = waiting.pop(0)
        if isinstance(node, list):
            waiting.extend(node[:100])
        elif isinstance(node, dict):
            if _type(node) in _KINDS:
                return node
            waiting.extend(node.get(key) for key in ("@graph", "mainEntity", "itemListElement"))
    return None


def _type(node: dict[str, object]) -> str:
    kinds = texts_of(node.get("@type"))
    return next((kind for kind in kinds if kind in _KINDS), "")


def _claims(root: dict[str, object]) -> Iterator[_Claim]:
    """Yield the first post, then what answers it, in the order the page tells it."""
    waiting: list[tuple[object, bool]] = [(root, False)]
    for _ in range(_MOST_POSTS):
        if not waiting:
            return
        node, is_accepted = waiting.pop(0)
        if not isinstance(node, dict):
            continue
        text = next(iter(texts_of(node.get("text")) or texts_of(node.get("articleBody"))), "")
        if text:
            yield _Claim(node, text, is_accepted)
        for name, accepted in _ANSWERS:
            answers = node.get(name)
            listed = answers if isinstance(answers, list) else [answers]
            waiting.extend((answer, accepted) for answer in listed[:_MOST_POSTS])


def _post(claim: _Claim, element: Element) -> Post:
    node = claim.node
    dates = texts_of(node.get("datePublished")) or texts_of(node.get("dateCreated"))
    return Post(
        author=next(iter(texts_of(node.get("author"))), ""),
        at=read_date(dates[0]) if dates else None,
        body=[element],
        score=number(str(node.get("upvoteCount") or "")),
        is_accepted=claim.is_accepted,
    )


class _Places:
    """The letters of a page in one line, and where each stands."""

    def __init__(self, body: Element) -> None:
        self._nodes: list[Text] = []
        self._starts: list[int] = []
        parts: list[str] = []
        self.length = 0
        for node in body.descendants:
            if not isinstance(node, Text) or _is_silent(node):
                continue
            if letters := _letters(node.data):
                self._nodes.append(node)
                self._starts.append(self.length)
                parts.append(letters)
                self.length += len(letters)
        self._line = "".join(parts)

    def element_of(self, text: str) -> Element | None:
        """Return the smallest element that holds a text from its beginning to its end."""
        letters = _letters(parse_fragment(text).text if _TAG.search(text) else text)
        start = self._line.find(letters[:_ENDS]) if letters else -1
        end = self._line.find(letters[-_ENDS:], start) if start >= 0 else -1
        if end < 0 or end - start > 2 * len(letters) + _ENDS:
            return None
        first, last = self._node_at(start), self._node_at(end + min(_ENDS, len(letters)) - 1)
        around = set(last.ancestors)
        return next((a for a in first.ancestors if isinstance(a, Element) and a in around), None)

    def held(self, elements: list[Element]) -> int:
        """Return how many letters elements hold; less than none when one is inside another."""
        there = set(elements)
        if any(node in there for element in elements for node in element.ancestors):
            return -1
        return sum(len(_letters(element.text)) for element in elements)

    def _node_at(self, place: int) -> Text:
        return self._nodes[bisect_right(self._starts, place) - 1]


def _is_silent(node: Text) -> bool:
    parent = node.parent
    return isinstance(parent, Element) and parent.tag in _SILENT


def _letters(text: str) -> str:
    return _NOT_LETTERS.sub("", text)
