"""Use one rule on one page: take what it keeps, unless that is too little to be the page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from turbohtml import Document, Element

from devket.capture.about.dates import read_date
from devket.capture.model import Kind
from devket.capture.posts import Post, thread
from devket.capture.rules.facts import number, said
from devket.capture.rules.mail import settle_prose
from devket.capture.rules.model import Facts, Rule
from devket.capture.rules.threads import posts_of
from devket.capture.told import Told
from devket.core.urls import join

CODE_KEPT = 0.8
_PROSE_KEPT = 0.25
_MAINS = 'main, article, [role="main"]'
_BESIDE = "nav, aside, footer, header, template"
_MOST_MAINS = 20
_MOST_PARTS = 2_000
_WORDS = frozenset({"name", "owner", "language", "license", "version", "status", "released"})


@dataclass(frozen=True, slots=True)
class Found:
    """What a rule would take: parts of the page as they are, and posts over other parts."""

    parts: list[Element]
    posts: list[Post]

    def bodies(self) -> list[Element]:
        """Return every element that would be taken."""
        return [*self.parts, *(body for post in self.posts for body in _bodies(post))]


def told_by(rule: Rule, document: Document, url: str) -> Told | None:
    """Return what a rule gives; None, and the page untouched, when that is too little."""
    found = Found(_kept(document, rule), posts_of(document, rule.posts) if rule.posts else [])
    bodies = found.bodies()
    dropped = [e for body in bodies for e in outermost(body, rule.drop)] if rule.drop else []
    is_thread = bool(found.posts)
    if not bodies or not is_enough(bodies, dropped, rule, document, is_thread=is_thread):
        return None
    told = _facts(rule, found, document, url)
    for body in found.bodies():
        if rule.drop:
            body.remove(rule.drop)
        for element in body.select(rule.unwrap) if rule.unwrap else ():
            element.unwrap()
        for selector, language in rule.languages.items():
            for code in body.select(selector):
                code.attrs.setdefault("data-lang", language)
    # Only now a title is free of the marks and buttons beside it.
    title = said(document, rule.title)
    article = article_of(found.parts)
    if found.posts:
        article.extend(list(thread(_in_order(found.posts, rule.kind)).children))
    for element in article.select(rule.prose) if rule.prose else ():
        settle_prose(element)
    return replace(told, article=article, title=title)


def article_of(parts: list[Element]) -> Element:
    """Return one element with all parts of an article, taken out of the page."""
    article = Element("div")
    article.extend([_own(part) for part in parts])
    return article


def _own(part: Element) -> Element:
    """Return a part as an element that a page can do without: its body stays where it is."""
    if part.tag != "body":
        return part
    house = Element("div")
    house.extend(list(part.children))
    return house


def _kept(document: Document, rule: Rule) -> list[Element]:
    """Return what the first selector that finds any text finds, and what stands beside that."""
    for selector in rule.keep:
        kept = outermost(document, selector)
        if not any(element.text.strip() for element in kept):
            continue
        if rule.alone and len(kept) > 1:
            return []
        return outermost(document, f"{selector}, {rule.also}") if rule.also else kept
    return []


def outermost(around: Document | Element, selector: str) -> list[Element]:
    """Return what a selector finds, without what is inside another of it."""
    found: list[Element] = []
    inside: set[Element] = set()
    for element in around.select(selector)[:_MOST_PARTS]:
        if not any(node in inside for node in element.ancestors):
            found.append(element)
            inside.add(element)
    return found


def is_enough(
    bodies: list[Element],
    dropped: list[Element],
    rule: Rule,
    document: Document,
    *,
    is_thread: bool = False,
) -> bool:
    """Tell whether what a rule takes is enough of a page to be its article."""
    if _length(bodies) - _length(dropped) < rule.min_chars:
        return False
    if rule.prose:  # its text stands in `pre`, and there is no code to lose
        return True
    if not _keeps_code(bodies, dropped, document):
        return False
    if is_thread:
        return True
    if rule.share:
        return _prose(bodies) >= max(rule.share * _prose([document]), 1)
    return _prose(bodies) >= _PROSE_KEPT * _main_prose(document)


def _keeps_code(bodies: list[Element], dropped: list[Element], document: Document) -> bool:
    """Tell whether the code of the page's main part is among what a rule takes or drops."""
    mains = document.select(_MAINS)[:_MOST_MAINS]
    there = max((_codes([main]) for main in mains), default=0) or _codes([document])
    out = _codes(dropped)
    return _codes(bodies) - out >= CODE_KEPT * (there - out)


def _codes(elements: Iterable[Element | Document]) -> int:
    return sum(
        1
        for element in elements
        for pre in element.iter_elements("pre", include_self=True)
        if pre.closest(_BESIDE) is None and pre.text.strip()
    )


def _length(elements: Iterable[Element]) -> int:
    return sum(len("".join(element.text.split())) for element in elements)


def _prose(elements: Iterable[Element | Document]) -> int:
    return sum(len(p.text) for element in elements for p in element.iter_elements("p"))


def _main_prose(document: Document) -> int:
    return max((_prose([main]) for main in document.select(_MAINS)[:_MOST_MAINS]), default=0)


def _bodies(post: Post) -> list[Element]:
    return [*post.body, *(body for comment in post.comments for body in _bodies(comment))]


def _in_order(posts: list[Post], kind: Kind) -> list[Post]:
    """Of answers the accepted one comes first."""
    if kind is not Kind.QUESTION:
        return posts
    return [*posts[:1], *sorted(posts[1:], key=lambda post: not post.is_accepted)]


def _facts(rule: Rule, found: Found, document: Document, url: str) -> Told:
    # The first post began a thread; of the reports of one article the first may be the newest.
    first = found.posts[0] if found.posts and rule.kind is not Kind.ARTICLE else None
    return Told(
        rule=rule.name,
        byline=said(document, rule.author) or (first.author if first else ""),
        site_name=said(document, rule.site_name),
        published=read_date(said(document, rule.published)) or (first.at if first else None),
        lead_image=join(url, said(document, rule.lead_image)) if rule.lead_image else None,
        kind=rule.kind,
        card={**_counted(rule.kind, found.posts), **_card(rule, document)},
        next_url=_address(rule.next, document, url),
        single_url=_address(rule.single_page, document, url),
        tidy=rule.tidy,
    )


def _address(facts: Facts, document: Document, url: str) -> str | None:
    address = said(document, facts)
    joined = join(url, address) if address else None
    return joined if joined != url else None


def _card(rule: Rule, document: Document) -> dict[str, str]:
    told = {name: said(document, facts) for name, facts in rule.card.items()}
    return {
        name: value
        for name, words in told.items()
        if (value := words if name in _WORDS else number(words))
    }


def _counted(kind: Kind, posts: list[Post]) -> dict[str, str]:
    if not posts or kind not in (Kind.QUESTION, Kind.DISCUSSION):
        return {}
    card = {"score": posts[0].score} if posts[0].score else {}
    if kind is Kind.DISCUSSION:
        return {**card, "comments": str(len(posts) - 1)}
    accepted = "1" if any(post.is_accepted for post in posts) else ""
    card["answers"] = str(len(posts) - 1)
    return {**card, "accepted": accepted} if accepted else card
