"""Make posts of a page's threads as a rule says; how a thread looks is told in `capture.posts`."""

from __future__ import annotations

from turbohtml import Document, Element

from devket.capture.posts import Post
from devket.capture.rules.facts import moment, number, said
from devket.capture.rules.model import PostRule

_MOST_POSTS = 1_000
_MOST_COMMENTS = 300


def posts_of(document: Document, rule: PostRule) -> list[Post]:
    """Return the posts in the order of the page; nothing is taken out of the page yet.

    Where the frame of the posts is not the usual one, their bodies are posts of nobody.
    """
    taken: set[Element] = set()
    posts: list[Post] = []
    for element in document.select(rule.post)[:_MOST_POSTS]:
        body = _body(element, rule.body, taken)
        if body is None:
            continue
        comments = _comments(element, rule, taken) if rule.comments else ()
        posts.append(
            Post(
                author=said(element, rule.author),
                at=moment(element, rule.date),
                body=[body],
                score=number(said(element, rule.score)),
                is_accepted=bool(rule.accepted)
                and (
                    element.matches(rule.accepted) or element.select_one(rule.accepted) is not None
                ),
                label=said(element, rule.label),
                comments=comments,
            )
        )
    return posts or _bare(document, rule, taken)


def _bare(document: Document, rule: PostRule, taken: set[Element]) -> list[Post]:
    if not rule.body:
        return []
    bodies = document.select(", ".join(rule.body))[:_MOST_POSTS]
    return [Post("", None, [body]) for element in bodies if (body := _once(element, taken))]


def _comments(post: Element, rule: PostRule, taken: set[Element]) -> tuple[Post, ...]:
    comments = []
    for element in post.select(rule.comments)[:_MOST_COMMENTS]:
        body = _body(element, rule.comment_body, taken)
        if body is not None:
            comments.append(
                Post(
                    author=said(element, rule.comment_author),
                    at=moment(element, rule.comment_date),
                    body=[body],
                    score=number(said(element, rule.comment_score)),
                )
            )
    return tuple(comments)


def _body(element: Element, selectors: tuple[str, ...], taken: set[Element]) -> Element | None:
    """Return what a post says: of nested posts the outer one comes first, so it takes its own."""
    if not selectors:
        return _once(element, taken)
    for selector in selectors:
        for found in element.select(selector)[:8]:
            if found not in taken:
                return _once(found, taken)
    return None


def _once(element: Element, taken: set[Element]) -> Element | None:
    """Return an element unless it, or one around it, is another post's body already."""
    if element in taken or any(node in taken for node in element.ancestors):
        return None
    taken.add(element)
    return element
