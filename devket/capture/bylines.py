"""Lines that say who wrote a page and when: found near its heading, told apart from prose."""

from __future__ import annotations

import re
from collections.abc import Iterator

from turbohtml import Document, Element, Text

from devket.capture.dates import without_dates
from devket.capture.heuristic.words import words_of
from devket.core.text import one_line

READ_TIME = re.compile(
    r"\b\d+\s*min(?:ute)?s?\.?\s*(?:to )?read\b|\breading time:? \d+ min(?:ute)?s?|읽는 ?시간"
    r"|\d+분 ?(?:분량|소요)|この記事は約|阅读约",
    re.IGNORECASE,
)
_BY = re.compile(
    r"^(?:(?:written|posted|published|authored)\s+)?by[:\s]+|^(?:글쓴이|작성자|기자|저자|著者|作者"
    r"|文|글)\s*[:：]?\s+",
    re.IGNORECASE,
)
_AFTER_NAME = re.compile(
    r"\s+(?:[|·•—–]\s.*|on \w{3,9} \d.*|\d{1,4}[./-]\d.*|(?:published|updated|posted)\b.*)$",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"^(?:https?:)?//|^@?[\w.-]+\.(?:com|org|net)/", re.IGNORECASE)
_NAMED = (
    '[rel~="author"], [itemprop~="author"] [itemprop~="name"], [itemprop~="author"], .byline-name,'
    " .author-name, .post-author, .p-author, .byline, .author, .entry-author, .article-author,"
    " .writer"
)
# These words name any person on a page, commenters too: believed only beside the heading.
_MAYBE_NAMED = (
    ".username, .user-name, .nickname, .nick, [class*=nickname i], .author-link, .authorname,"
    " .post-author-name, .profile-name, .user-link, [class*=author-name i], [class*=authorname i]"
)
_PERSON = re.compile(
    r"(?:https?://[^/?#]+)?/(?:@[\w.-]+|(?:authors?|people|users?|profile|u)/(?:\d+/)?[\w.%-]+)/?"
)
_SIDE = re.compile(
    r"(?:^|[\s_])(?:comments?|related|sidebar|responses|recommended|widget|updated)(?:$|[\s_-])",
    re.IGNORECASE,
)
_FILLER = re.compile(
    r"\b(?:(?:first|last|originally) )?(?:published|posted|written|updated|modified|edited|asked"
    r"|answered|created|reviewed)\b|\b(?:by|on|at|in|and|date|authors?|read(?:ing)?|time|minutes?"
    r"|utc|gmt|[ap]m|share|follow|listen|save|comments?|views?|likes?|claps?)\b"
    r"|작성자|글쓴이|작성일|작성|게시|수정|조회수?|발행|作者|于|发布|發佈|更新|阅读量?|发表|に?公開"
    r"|投稿者?|著者|日時",
    re.IGNORECASE,
)
_STAMP = re.compile(
    r"^(?:asked|answered|commented|replied|edited|modified|viewed)\b", re.IGNORECASE
)
_CHANGED = re.compile(
    r"\b(?:updated|modified|edited|changed|revised)\b|更新|수정|編集|修改", re.IGNORECASE
)
_LETTER = re.compile(r"[^\W\d_]")
_BESIDE = 400  # characters after the heading in which its byline stands
_MOST_NODES = 600


def visible_bylines(document: Document) -> list[str]:
    """Return what the page shows as its author: by a word for authors, or near the heading."""
    for element in document.select(_NAMED)[:12]:
        if not is_elsewhere(element) and 0 < len(element.text.strip()) < 100:
            inner = element.select_one('[itemprop~="name"]')
            return [(inner or element).text]
    for element in beside_heading(document):
        is_person = element.tag == "a" and _PERSON.fullmatch(element.attr("href") or "") is not None
        if (is_person or element.matches(_MAYBE_NAMED)) and _could_be_name(element.text):
            return [element.text]
    return []


def tidy_name(name: str) -> str:
    """Return a claimed name without "by", dates and addresses; empty when nothing is left."""
    name = _AFTER_NAME.sub("", _BY.sub("", one_line(name)))
    return "" if _ADDRESS.search(name) or len(name) > 100 or "@" in name[1:] else name.strip(" ,;|")


def beside_heading(document: Document) -> Iterator[Element]:
    """Yield the elements that follow the first h1 within a few lines of text."""
    heading = document.select_one("main h1, article h1") or document.find("h1")
    if heading is None:
        return
    length = 0
    for count, node in enumerate(heading.following):
        if isinstance(node, Text):
            length += len(node.data.strip())
        elif isinstance(node, Element) and not is_elsewhere(node):
            yield node
        if length > _BESIDE or count > _MOST_NODES:
            return


def dates_beside_heading(document: Document) -> Iterator[str]:
    """Yield short texts beside the heading that say a date and nothing else but who and how."""
    for element in beside_heading(document):
        text = one_line(element.text) if len(element.text) < 120 else ""
        if text and without_dates(text) != text and says_only_who_and_when(text, ""):
            yield text


def says_only_who_and_when(text: str, byline: str, site: str = "") -> bool:
    """Tell whether a line says nothing but names we know, dates, reading time and such."""
    rest = without_dates(READ_TIME.sub(" ", text))
    has_sign = rest != text
    for name in filter(None, (byline, *byline.split(", "), site)):
        whole = rf"(?<![A-Za-z0-9]){re.escape(name)}(?![A-Za-z0-9])"
        rest, found = re.subn(whole, " ", rest, flags=re.IGNORECASE)
        has_sign = has_sign or found > 0
    return has_sign and not _LETTER.search(_FILLER.sub(" ", rest))


def says_changed(time: Element) -> bool:
    """Tell whether the words just before a time say it is that of the last change."""
    before = time.previous_sibling
    while before is not None and not before.text.strip():
        before = before.previous_sibling
    return before is not None and bool(_CHANGED.search(before.text[-40:]))


def is_stamp(text: str) -> bool:
    """Tell whether a line is the stamp under a post: "answered Sep 3, 2025 at 12:02"."""
    return bool(_STAMP.match(text)) and says_only_who_and_when(text, "")


def is_elsewhere(element: Element) -> bool:
    """Tell whether an element stands in a side part: comments, related posts, the page's foot."""
    for ancestor in element.ancestors:
        if isinstance(ancestor, Element) and ancestor.tag not in (
            "body",
            "html",
            "main",
            "article",
        ):
            words = words_of(ancestor)
            if ancestor.tag in ("aside", "footer") or (words.strip() and _SIDE.search(words)):
                return True
    return False


def _could_be_name(text: str) -> bool:
    name = one_line(text) if len(text) < 120 else ""
    return 0 < len(name) <= 60 and len(name.split()) <= 5 and bool(_LETTER.search(name))
