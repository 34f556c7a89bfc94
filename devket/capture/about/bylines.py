"""Lines that say who wrote a page and when: found near its heading, told apart from prose."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from turbohtml import Document, Element, Node, Text

from devket.capture.about.dates import split_at_date, without_dates
from devket.core.text import one_line

READ_TIME = re.compile(
    r"\b\d+\s*min(?:ute)?s?\.?\s*(?:to )?read\b|\breading time:? \d+ min(?:ute)?s?|읽는 ?시간"
    r"|\d+분 ?(?:분량|소요)|この記事は約|阅读约",
    re.IGNORECASE,
)
_BY = re.compile(
    r"^(?:(?:written|posted|published|authored|words|story|text|reviewed)\s+)?by[:\s]+"
    r"|^(?:글쓴이|작성자|기자|저자|著者|作者|筆者|執筆者?|記者|撰文|编辑|文|글"
    r"|ライター)\s*[:：/／|]?\s*(?=\S)"
    r"|^(?:author|autore?|auteur|verfasser|redaktion)\s*[:：]\s*",
    re.IGNORECASE,
)
_BY_ABROAD = re.compile(r"^(?:[Vv]on|[Pp]ar|[Pp]or|[Dd]i)[:\s]+(?=[^\W\d_a-zß-ÿ])")
_BY_WITHIN = re.compile(r"(?:^|\s)(?:by|By|BY)[:\s]+(?=[^\W\d_a-zß-ÿ])")
_REPORTER = re.compile(r"^([가-힣]{2,4})\s*(?:기자|특파원|객원기자|칼럼니스트|에디터|논설위원)\b")
_AFTER_NAME = re.compile(
    r"\s+(?:[|·•—–/]\s.*|on \w{3,9} \d.*|\d{1,4}[./-]\d.*|(?:published|updated|posted|follow)\b.*"
    r"|contributor|staff writer|(?:senior |deputy )?(?:editor|reporter|correspondent)\b.*"
    r"|작성|기자|님|さん)$",
    re.IGNORECASE,
)
_MAIL = re.compile(r"\s*<[^<>]{0,200}>?|\s*\([^\s()]{1,60}@[^\s()]{1,60}\)")
_ADDRESS = re.compile(r"^(?:https?:)?//|^@?[\w.-]+\.(?:com|org|net)/", re.IGNORECASE)
_NAMED = (
    '[rel~="author"], [itemprop~="author"] [itemprop~="name"], [itemprop~="author"], .byline-name,'
    " .author-name, .post-author, .p-author, .byline, .author, .entry-author, .article-author,"
    " .writer, .vcard .fn, .post-byline, .article-byline, .post__byline, .article__byline,"
    " .byline__name, .author__name, .writer-name, .contributor, .story-byline, .c-byline"
)
# These words name any person on a page, commenters too: believed only beside the heading.
_MAYBE_NAMED = (
    ".username, .user-name, .nickname, .nick, [class*=nickname i], .author-link, .authorname,"
    " .post-author-name, .profile-name, .user-link, [class*=author i], [class*=byline i],"
    " [class*=writer i], [data-testid*=author i]"
)
_PERSON = re.compile(
    r"(?:https?://[^/?#]+)?/(?:[\w-]+/)?(?:@[\w.-]+|(?:authors?|people|person|users?|profiles?|u"
    r"|contributors?|staff|writers?|columnists?|by)/(?:\d+/)?[\w.%+-]+)/?",
    re.IGNORECASE,
)
_HANDLE = re.compile(r"(?:https?://[^/?#]+)?/@?([\w.-]+)/?")
_NOT_NAMES = re.compile(
    r"^(?:admin(?:istrator)?|author|authors?|by|editors?|guest|staff|unknown|anonymous|none|null"
    r"|home"
    r"|about|follow|subscribe|share|comments?|reply|more|posts?|view|profile"
    r"|(?:last )?(?:updated|modified)|published|posted|관리자|작성자)$"
    r"|[{}]",
    re.IGNORECASE,
)
_SIDE = re.compile(
    r"(?:^|[\s_])(?:comments?|related|responses|recommended|updated|usernotes)(?:$|[\s_-])",
    re.IGNORECASE,
)
# Layouts call the whole page so, too: `content sidebar-right`, Blogger's `widget Blog`.
_MAYBE_SIDE = re.compile(r"(?:^|[\s_])(?:sidebar|widget)(?:$|[\s_-])", re.IGNORECASE)
_FILLER = re.compile(
    r"\b(?:(?:first|last|originally) )?(?:published|posted|written|updated|modified|edited|asked"
    r"|answered|created|reviewed)\b|\b(?:by|on|at|in|and|date|authors?|read(?:ing)?|time|minutes?"
    r"|utc|gmt|[ecmp][sd]?t|c?es?t|bst|ist|jst|kst|[ap]m|share|follow|listen|save|comments?|views?|likes?|claps?)\b"
    r"|\b(?:datum|rubrik|veröffentlicht|aktualisiert|von|am|um|uhr|stand|publié|le|à|par|por|el"
    r"|publicado|escrito|fecha)\b|작성자|글쓴이|작성일|작성|게시|수정|조회수?|발행|作者|于|发布"
    r"|發佈|更新|阅读量?|发表|に?公開"
    r"|投稿者?|著者|日時",
    re.IGNORECASE,
)
_STAMP = re.compile(
    r"^(?:asked|answered|commented|replied|edited|modified|viewed)\b", re.IGNORECASE
)
_CHANGED = re.compile(
    r"\b(?:updated|modified|edited|changed|revised)\b|更新|수정|編集|修改", re.IGNORECASE
)
_WHOLES = frozenset({"body", "html", "main", "article"})
_SURELY, _MAYBE = "surely", "maybe"
_LETTER = re.compile(r"[^\W\d_]")
_LONGEST_LINE = 400
_LONGEST_NAMES = 120
_BESIDE = 400  # characters after the heading in which its byline stands
_MOST_NODES = 600


def visible_bylines(document: Document) -> list[str]:
    """Return what the page shows as its authors: by a word for authors, or near the heading."""
    named = document.select(_NAMED)[:12]
    # A teaser of another article names its author too.
    teasers = [element for element in named if _is_in_teaser(element)]
    return (
        _names_of([element for element in named if element not in teasers])
        or _names_beside(document)
        or _names_of(teasers)
        or _names_of(document.select("[class*=byline i]")[:6])
    )


def _names_of(elements: list[Element]) -> list[str]:
    for element in elements:
        is_line = 0 < len(spaced(element)) < _LONGEST_NAMES and not is_elsewhere(element)
        if is_line and (names := _names_in(element)):
            return names
    return []


def _is_in_teaser(element: Element) -> bool:
    """Tell whether an element stands in an article whose heading is a link: one of a list."""
    house = element.closest("article")
    heading = house.find(["h1", "h2", "h3", "h4"]) if house is not None else None
    link = heading.find("a") if heading is not None else None
    return link is not None and heading is not None and link.text.strip() == heading.text.strip()


def _names_beside(document: Document) -> list[str]:
    for node in beside_heading(document):
        if isinstance(node, Text):
            if name := _named_in_words(one_line(node.data[:200])):
                return [name]
        elif len(node.text) <= _LONGEST_LINE and (names := _names_of_line(node)):
            return names
    return []


def _names_of_line(element: Element) -> list[str]:
    is_person = element.tag == "a" and _is_person(element)
    if is_person or element.matches(_MAYBE_NAMED):
        return _names_in(element) if _could_be_name(spaced(element)) else []
    name = _named_in_words(spaced(element))
    return [name] if name else []


def _names_in(element: Element) -> list[str]:
    """Return the names an element holds: of its links to people, of its parts, or its own text."""
    links = [link for link in element.select("a[href]")[:8] if _is_person(link)]
    inner = links or element.select('[itemprop~="name"], [class*=name i]')[:1]
    names = [spaced(part) or (part.attr("content") or "") for part in inner]
    named = [name for name in names if tidy_name(name) and _could_be_name(name)]
    if named:
        return [name for name in named if not name.startswith("@")] or named
    text = spaced(element)
    return [text] if tidy_name(text) else []


def _is_person(link: Element) -> bool:
    address, text = link.attr("href") or "", spaced(link)
    handle = _HANDLE.fullmatch(address)
    is_handle = handle is not None and text.startswith("@") and text[1:] == handle[1]
    return is_handle or _PERSON.fullmatch(address.split("?", maxsplit=1)[0]) is not None


def _named_in_words(text: str) -> str:
    """Return the name in a line that says by whom it is and little more."""
    if not 0 < len(text) < 120:
        return ""
    reporter = _REPORTER.match(text)
    if reporter:
        return reporter[1]
    is_by = _BY.match(text) or _BY_ABROAD.match(text)
    name = tidy_name(text) if is_by else ""
    return name if name and len(name.split()) <= 5 and len(name) <= 60 else ""


def spaced(element: Element) -> str:
    """Return the text of an element as one line, its parts apart where only styles part them."""
    return one_line(" ".join(element.stripped_strings)) if len(element.text) < 2000 else ""


def tidy_name(name: str) -> str:
    """Return a claimed name without "by", dates and addresses; empty when nothing is left."""
    name = _MAIL.sub("", one_line(name)[:400])
    before, after = split_at_date(name)
    name = before if before.strip(" ,;|·-–—/") else after
    within = _BY_WITHIN.search(name)
    name = name[within.end() :] if within else _BY_ABROAD.sub("", _BY.sub("", name))
    name = _AFTER_NAME.sub("", name).strip(" ,;|·•-–—/:").removesuffix(" on")
    is_name = not _ADDRESS.search(name) and len(name) <= 100 and "@" not in name[1:]
    is_name = is_name and _LETTER.search(name) is not None
    return name if is_name and not _NOT_NAMES.search(name) else ""


def beside_heading(document: Document) -> Iterator[Element | Text]:
    """Yield the elements and bare texts that follow the first h1 within a few lines of text."""
    heading = document.select_one("main h1, article h1") or document.find("h1")
    if heading is None:
        return
    length = 0
    known: dict[Node | None, bool] = {}
    for count, node in enumerate(heading.following):
        if isinstance(node, Text):
            length += len(node.data.strip())
        if isinstance(node, Element | Text):
            house = node.parent
            if house not in known:  # brothers stand in the same place
                known[house] = is_elsewhere(node)
            if not known[house]:
                yield node
        if length > _BESIDE or count > _MOST_NODES:
            return


def dates_beside_heading(document: Document) -> Iterator[str]:
    """Yield short texts beside the heading that say a date and nothing else but who and how."""
    for node in beside_heading(document):
        text = one_line(node.text) if len(node.text) < 120 else ""
        if not text or without_dates(text) == text:
            continue
        name = _named_in_words(text) if isinstance(node, Text) else ""
        if says_only_who_and_when(text, name):
            yield text


def says_only_who_and_when(text: str, byline: str, site: str = "") -> bool:
    """Tell whether a line says nothing but names we know, dates, reading time and such."""
    rest = without_dates(READ_TIME.sub(" ", text))
    has_sign = rest != text
    for name in filter(None, (byline, *byline.split(", "), site)):
        if rest.isascii() and name.isascii() and name.lower() not in rest.lower():
            continue  # each name is a pattern of its own, dear to compile
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


def is_elsewhere(element: Element | Text) -> bool:
    """Tell whether an element stands in a side part: comments, related posts, the page's foot."""
    for ancestor in element.ancestors:
        if not isinstance(ancestor, Element) or ancestor.tag in _WHOLES:
            continue
        if ancestor.tag in ("aside", "footer"):
            return True
        side = _side_of(ancestor.attr("class") or "", ancestor.attr("id") or "")
        if side == _SURELY or (side == _MAYBE and not _is_most(ancestor)):
            return True
    return False


@lru_cache(maxsize=4096)
def _side_of(classes: str, name: str) -> str:
    words = f"{classes} {name}"
    if _SIDE.search(words):
        return _SURELY
    return _MAYBE if _MAYBE_SIDE.search(words) else ""


def _is_most(element: Element) -> bool:
    """Tell whether an element has the heading of the page, or most of its text."""
    if element.find("h1") is not None:
        return True
    body = element.closest("body")
    return body is not None and len(element.text) * 2 > len(body.text)


def _could_be_name(text: str) -> bool:
    name = one_line(text) if len(text) < 120 else ""
    return 0 < len(name) <= 60 and len(name.split()) <= 5 and bool(_LETTER.search(name))
