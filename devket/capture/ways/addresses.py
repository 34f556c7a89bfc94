"""What addresses tell of pages: which page of an article or video one names, which can be right.

Text only: nothing is fetched, and no tree is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import parse_qs, parse_qsl, urlsplit

from devket.core.urls import duplicate_key, host_of, is_root

_KEY_WORDS = "page p pg paged pagenum pageno page_no pagenumber seite pagina part"
_KEYS = frozenset(_KEY_WORDS.split())
_NUMBER = re.compile(r"[1-9]\d?")
# Ends of paths that name a page: /page/2, /page-2, /p2; /2; and -2.html, _2, -page-2.
_STRONG = re.compile(r"(.*)/(?:page|p|seite|pagina|part)[/_-]?([1-9]\d?)")
_BARE = re.compile(r"(.*)/([1-9]\d?)")
_SUFFIX = re.compile(r"(.*?[^/])[-_,](?:page|p|part)?[-_]?([1-9]\d?)(\.[a-z]{2,5})?")
_INDEX = re.compile(r"/(?:index|default)\.\w{3,5}$")
_COULD = re.compile(
    r"[?&;](?:p|pg|part|page\w*|seite|pagina)=\d{1,2}(?:[&#]|$)"
    r"|[/_,-](?:page|p|part|seite|pagina)?[/_-]?\d{1,2}(?:\.[a-z]{2,5})?/?(?:[?#]|$)",
    re.IGNORECASE,
)
_NO_PAGE = re.compile(r"(?:^|/)(?:404|error|not-?found|page-not-found)(?:\.\w+)?/?$", re.IGNORECASE)
_VIDEO_ID = re.compile(r"[\w-]{11}")
_VIDEO_PATHS = frozenset({"shorts", "live", "embed", "v"})


def could_be_page(href: str) -> bool:
    """Tell quickly whether a link may lead to a further page of anything."""
    return _COULD.search(href[-80:]) is not None


def page_number(first: str, address: str) -> int | None:
    """Return which page of the article at `first` an address names, from 2; None for all else."""
    if is_root(first):
        return None  # what goes on from a front page is a list
    base = _plain(first)
    bases = {base, _stem(base)}
    bases |= {name for name, number in _splits(first, is_bare=False) if number == 1}
    for name, number in _splits(address):
        if number > 1 and (name in bases or _stem(name) in bases):
            return number
    return None


def follows(url: str, address: str) -> bool:
    """Tell whether an address names the page after `url`, be that the first or a later one."""
    if page_number(url, address) == 2:
        return True
    own = dict(_splits(url))
    return any(own.get(name, 0) + 1 == number for name, number in _splits(address) if name in own)


def _stem(key: str) -> str:
    """Return a key without its file's ending."""
    folder, slash, name = key.rpartition("/")
    return folder + slash + (name.rpartition(".")[0] or name) if slash else key


@lru_cache(maxsize=64)  # every link of a page is held against the page's own address
def _plain(address: str) -> str:
    return _INDEX.sub("", duplicate_key(address).partition("#")[0])


def _splits(address: str, *, is_bare: bool = True) -> Iterator[tuple[str, int]]:
    """Yield an address without a page number and that number, for each way to read it."""
    key = _plain(address)
    path, mark, query = key.partition("?")
    pairs = parse_qsl(query, keep_blank_values=True)
    for name, value in pairs:
        if name.lower() in _KEYS and _NUMBER.fullmatch(value):
            rest = "&".join(f"{n}={v}" for n, v in pairs if n != name)
            yield path + ("?" + rest if rest else ""), int(value)
    for form in (_STRONG, _BARE, _SUFFIX) if is_bare else (_STRONG,):
        if found := form.fullmatch(path):
            ending = (found[3] or "") if form is _SUFFIX else ""
            yield found[1] + ending + mark + query, int(found[2])


def is_same_site(one: str, other: str) -> bool:
    """Tell whether two hosts are one site's: the same, or one below the other."""
    a, b = (host_of(address).removeprefix("www.") for address in (one, other))
    return bool(a and b) and (a == b or a.endswith("." + b) or b.endswith("." + a))


def trusted_canonical(canonical: str | None, url: str, confirmed: str) -> str | None:
    """Return a page's canonical address unless it cannot be right.

    A front page named from within, an error page, and another site that the page does not also
    name in `confirmed` (its og:url) are slips of templates: they would make many pages one.
    """
    if canonical is None or _NO_PAGE.search(urlsplit(canonical).path):
        return None
    if is_root(canonical) and not is_root(url):
        return None
    if is_same_site(canonical, url) or host_of(canonical) == host_of(confirmed):
        return canonical
    return None


def video_id(url: str) -> str:
    """Return the id of the YouTube video an address names, empty when it names none."""
    parts = urlsplit(url)
    path = [part for part in parts.path.split("/") if part]
    if (parts.hostname or "").endswith("youtu.be"):
        found = path[0] if path else ""
    elif path[:1] == ["watch"]:
        found = parse_qs(parts.query).get("v", [""])[0]
    else:
        found = path[1] if len(path) > 1 and path[0] in _VIDEO_PATHS else ""
    return found if _VIDEO_ID.fullmatch(found) else ""
