"""Where a page leads: the next page of its article, or a better form of itself.

Next posts, chapters and pages of comments are other pages: only numbers of one article count.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from turbohtml import Document, Element

from devket.capture.model import Extracted
from devket.capture.told import Told
from devket.capture.ways.addresses import could_be_page, follows, is_same_site, page_number
from devket.core.urls import host_of, is_root, join

_NEXT = re.compile(
    r"(?:go to )?(?:the )?next(?: page)?|continue(?: reading)?(?: on)?(?: page \d+)?|page suivante"
    r"|suivant[e]?|(?:nächste |weiter)(?:seite)?|weiter|(?:página )?siguiente|pagina successiva"
    r"|successiva|volgende|следующая|далее|다음(?: ?페이지)?"
    r"|次(?:へ|の?ページ(?:へ)?)|下一?页|下一頁",
    re.IGNORECASE,
)
_ARROWS = re.compile(r"[\s»›→>⟩▶❯…:.\d/-]+")
_SINGLE = re.compile(
    r"(?:view |read |show )?(?:as |on |it )*(?:an? )?(?:all on one|single|one) page"
    r"|view all(?: pages)?"
    r"|print(?:er[- ]friendly)?(?: version| view)?|전체 ?보기|한 페이지로 보기|全文(?:表示|を読む)"
    r"|全ページ表示|auf einer seite(?: lesen)?|阅读全文|单页(?:阅读|显示)",
    re.IGNORECASE,
)
_COMMENTS = re.compile(r"comment|repl(?:y|ies)|disqus|related|widget|sidebar", re.IGNORECASE)
_LIST = re.compile(
    r"/(?:tags?|categor(?:y|ies)|archives?|authors?|topics?|search|label)(?:/|$)"
    r"|/(?:blog|news|posts|articles|all|latest)/?$",
    re.IGNORECASE,
)
_MOST_LINKS = 4_000
_LONGEST_WORDS = 40
_SKIPPED_ARTICLES = 3  # so many <article>s are a list


@dataclass(frozen=True, slots=True)
class Ways:
    """Addresses found in a page; `pages` is how many its pager names, 0 when there is none."""

    next_url: str | None = None
    pages: int = 0
    better_url: str | None = None
    better: str = ""  # why it is better: "amp" or "single"

    def on(self, page: Extracted) -> Extracted:
        """Return what was read with these addresses; a page's own rule knows better."""
        if not (self.next_url or self.better_url):
            return page
        log = dict(page.log)
        if self.pages > 1:
            log["pager"] = str(self.pages)
        if self.better:
            log["better"] = self.better
        if page.next_url is None and self.next_url is not None:
            log["next"] = "found"
        next_url = page.next_url or self.next_url
        return replace(page, next_url=next_url, better_url=self.better_url, log=log)


def find_ways(document: Document, url: str, told: Told | None) -> Ways:
    """Return where a page leads; must run before the page is cleaned."""
    single = told.single_url if told is not None else None
    if amp := _away_from_amp(document, url):
        return Ways(better_url=amp, better="amp")
    if (told is not None and told.article is not None) or _is_list(document, url):
        return Ways(better_url=single, better="single" if single else "")
    return _from_links(document, url, single)


def _away_from_amp(document: Document, url: str) -> str | None:
    root = document.root
    if root is None or not any(name in root.attrs for name in ("amp", "⚡")):
        return None
    link = document.select_one('link[rel~="canonical"]')
    target = join(url, link.attr("href") or "") if link is not None else None
    if target is None or is_root(target) or target.split("#")[0] == url.partition("#")[0]:
        return None
    return target


def _is_list(document: Document, url: str) -> bool:
    path = url.partition("?")[0].partition("#")[0]
    if is_root(url) or _LIST.search(path):
        return True
    found = 0
    for article in document.iter_elements("article"):
        found += article.find("p") is not None
        if found >= _SKIPPED_ARTICLES:
            return True
    return False


def _from_links(document: Document, url: str, single: str | None) -> Ways:
    """Look once at all links that could lead to a page by number."""
    found, pages, view = _named_next(document, url), 0, None
    for count, link in enumerate(document.iter_elements("a")):
        if count >= _MOST_LINKS:
            break
        href = link.attr("href") or ""
        if not could_be_page(href):
            continue
        address = join(url, href)
        if address is None or host_of(address) != host_of(url):
            continue
        number = page_number(url, address) or 0
        if (number or follows(url, address)) and not _is_of_others(link):
            pages = max(pages, number)
            if found is None and follows(url, address) and _says_next(link, number):
                found = address
    if found is not None and single is None:
        view = _single_view(document, url)
    better = single or view
    return Ways(found, pages, better, "single" if better else "")


def _named_next(document: Document, url: str) -> str | None:
    """Return what the page names its next page by `rel`, when the address says so too."""
    for link in document.select('link[rel~="next"], a[rel~="next"]')[:4]:
        address = join(url, link.attr("href") or "")
        if address and host_of(address) == host_of(url) and follows(url, address):
            return None if _is_of_others(link) else address
    return None


def _says_next(link: Element, number: int) -> bool:
    words = link.text.strip() or link.attr("aria-label") or link.attr("title") or ""
    if len(words) > _LONGEST_WORDS:
        return False
    plain = _ARROWS.sub(" ", words).strip()
    if plain:
        return _NEXT.fullmatch(plain) is not None or plain.casefold() in ("page", "p")
    # A number, or an arrow alone: the address has told already that it is the next.
    return bool(number) or bool(words.strip())


def _is_of_others(link: Element) -> bool:
    """Tell whether a link turns pages of comments or of a list beside the article."""
    node = link.parent
    for _ in range(5):
        if not isinstance(node, Element) or node.tag in ("body", "main", "article"):
            return False
        if _COMMENTS.search(f"{node.attr('class') or ''} {node.attr('id') or ''}"):
            return True
        node = node.parent
    return False


def _single_view(document: Document, url: str) -> str | None:
    for count, link in enumerate(document.iter_elements("a")):
        if count >= _MOST_LINKS:
            return None
        words = link.text.strip() if link.attr("href") else ""
        if 4 <= len(words) <= _LONGEST_WORDS and _SINGLE.fullmatch(words):
            address = join(url, link.attr("href") or "")
            if address and is_same_site(address, url) and address.split("#")[0] != url:
                return address
    return None
