"""What GitHub shows of a project: its README with the facts beside it, a release, a wiki page."""

from __future__ import annotations

import re

from turbohtml import Document, Element

from devket.capture.about.dates import read_date
from devket.capture.embedded.find import text_at
from devket.capture.model import Kind
from devket.capture.sites.build import article_of, made, markup, or_summary
from devket.capture.sites.facts import digits, first_text, meta
from devket.capture.sites.github.markdown import bodies_in, data_with, tidied
from devket.capture.told import Told
from devket.core.text import one_line

_MOST_RELEASES = 40
_TAIL = re.compile(
    r"(?:\.|\s[-–])?\s*(?:Contribute to \S+ development by creating an account on GitHub\.?"
    r"|[-–] [\w.-]+/[\w.-]+)\s*$"
)
_SHARE = re.compile(r"(\S.{0,40}?)\s*\d{1,3}(?:\.\d+)?%")
_LICENSE = re.compile(r"(.{1,60}?) licen[sc]e", re.IGNORECASE)


def read_repository(document: Document, parts: list[str]) -> Told | None:
    """Read the first page of a repository or a folder's: README, owner, stars and so on."""
    readme = _readme(document)
    card = repository_card(document, parts)
    if readme is None and "stars" not in card:
        return None
    description = _description(document, parts)
    return Told(
        "github.repository",
        or_summary(document, readme, description),
        byline=parts[0],
        site_name="GitHub",
        description=description,
        kind=Kind.REPOSITORY,
        card=card,
    )


def _readme(document: Document) -> Element | None:
    shown = document.select_one("#readme article, article.markdown-body, #readme .plain")
    if shown is not None:
        return tidied(shown)
    for node in data_with(document, "richText"):
        if html := text_at(node, "richText"):
            return tidied(markup(html))
    return None


def repository_card(document: Document, parts: list[str]) -> dict[str, str]:
    """Return the facts that stand beside a repository, as far as its page tells them."""
    facts = {
        "owner": parts[0],
        "name": parts[1],
        "stars": _count(document, "#repo-stars-counter-star, a[href$='/stargazers'] strong"),
        "forks": _count(document, "#repo-network-counter, a[href$='/forks'] strong"),
        "license": _license(document),
        "language": _language(document),
        "version": first_text(document, "a[href*='/releases/tag/'] .css-truncate-target"),
        "tags": ", ".join(_topics(document)),
    }
    return {name: value for name, value in facts.items() if value}


def _count(document: Document, selector: str) -> str:
    element = document.select_one(selector)
    return digits(element.attr("title") or element.text) if element is not None else ""


def _language(document: Document) -> str:
    """Return the language that most of a repository is in: the first under that heading."""
    for heading in document.select("h2")[:60]:
        house = heading.parent
        if one_line(heading.text) == "Languages" and isinstance(house, Element):
            match = _SHARE.match(first_text(house, "li"))
            return match[1] if match else ""
    return first_text(document, "a[href*='search?l='] .text-bold")


def _license(document: Document) -> str:
    for link in document.select(".Layout-sidebar a, .BorderGrid a")[:60]:
        words = one_line(link.text)
        if len(words) < 80 and (match := _LICENSE.fullmatch(words)):
            return match[1] if match[1].lower() not in ("view", "the") else ""
    return ""


def _topics(document: Document) -> list[str]:
    return [one_line(topic.text) for topic in document.select("a.topic-tag")[:20]]


def _description(document: Document, parts: list[str]) -> str:
    shown = first_text(document, ".Layout-sidebar p.f4, .BorderGrid-cell p.f4")
    claimed = _TAIL.sub("", one_line(meta(document, "og:description", "description")))
    return shown or claimed.removesuffix(f" - {parts[0]}/{parts[1]}")


def read_release(document: Document, parts: list[str]) -> Told | None:
    """Read the notes of one release, or of all that the page shows, each under its name."""
    bodies = bodies_in(document)[:_MOST_RELEASES]
    if not bodies:
        return None
    name = f"{parts[0]}/{parts[1]}"
    card = {"owner": parts[0], "name": parts[1]}
    if len(parts) > 4 and parts[3] == "tag":
        heading = first_text(document, "h1.d-inline, .Box-body h1, main h1") or parts[4]
        moment = document.select_one("relative-time, local-time")
        return Told(
            "github.release",
            article_of(tidied(bodies[0])),
            title=f"{heading} · {name}",
            byline=_publisher(document),
            site_name="GitHub",
            published=read_date((moment.attr("datetime") or "") if moment is not None else ""),
            card={**card, "version": parts[4]},
        )
    notes = [part for body in bodies for part in (_release_head(body), tidied(body))]
    return Told("github.releases", article_of(notes), f"Releases · {name}", card=card)


def _publisher(document: Document) -> str:
    """Return who published a release: the first link that is nothing but a person's name."""
    for person in document.select("main a[href], .Box-body a[href], a.author")[:200]:
        name = one_line(person.text)
        if name and (person.attr("href") == f"/{name}" or person.has_class("author")):
            return name
    return ""


def _release_head(body: Element) -> Element:
    """Return the heading above a release's notes: its name and day, from the section around."""
    section = body.closest("section, .release, .Box")
    name = first_text(section, "h2, .Link--primary") if section is not None else ""
    moment = section.select_one("relative-time") if section is not None else None
    day = (moment.attr("datetime") or "")[:10] if moment is not None else ""
    return made("h2", " · ".join(filter(None, (name, day))) or "Release")


def read_wiki(document: Document, parts: list[str]) -> Told | None:
    """Read one page of a wiki."""
    body = document.select_one("#wiki-body .markdown-body, #wiki-content .markdown-body")
    if body is None:
        return None
    title = first_text(document, ".gh-header-title, #wiki-wrapper h1")
    card = {"owner": parts[0], "name": parts[1]}
    return Told("github.wiki", tidied(body), title=title, site_name="GitHub", card=card)
