"""One article out of several pages: the further ones are fetched, read and set below the first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from turbohtml import Element, parse_fragment

from devket.capture.model import (
    Extracted,
    Fetch,
    Fetched,
    FetchError,
    Limits,
    Reason,
    State,
)
from devket.capture.sanitise import ID_PREFIX, sanitise
from devket.capture.walls.verdict import judge_answer
from devket.capture.ways.addresses import page_number
from devket.core.clock import monotonic
from devket.core.text import word_count
from devket.core.urls import duplicate_key, host_of

# Reads one answer; None when that is beyond the bounds.
ReadAnswer = Callable[[Fetched], Extracted | None]

_LEAST_SECONDS = 1.0
_LONGEST_LABEL = 24  # characters of a link that turns pages
_MOST_TURNING = 60  # such links of one page: each is looked for in what is around it
_READ = frozenset({State.FULL_TEXT, State.PARTIAL})


@dataclass(frozen=True, slots=True)
class Parts:
    """The pages of an article in order; `rest` is the address at which reading had to stop."""

    pages: tuple[Extracted, ...]
    addresses: tuple[str, ...]
    rest: str | None


def settle_next(page: Extracted, url: str) -> Extracted:
    """Return the page without its next one when that is not the second of this very article.

    A page that has a number itself, and names the one after it, may be a post in a row of posts.
    """
    if page.next_url is None or _is_told(page) or page_number(url, page.next_url) == 2:
        return page
    log = {name: word for name, word in page.log.items() if name != "pager"}
    return replace(page, next_url=None, log=log)


def collect(first: Extracted, url: str, *, fetch: Fetch, read: ReadAnswer, limits: Limits) -> Parts:
    """Fetch and read the pages after the first, within bounds of number, time and bytes.

    The end is a page that names no next one, tells nothing new, or is another article.
    """
    pages, addresses = [first], [url]
    seen, texts = {duplicate_key(url)}, {_plain(first.text)}
    ends_at, room = monotonic() + limits.pages_seconds, 2 * limits.max_bytes
    target = first.next_url
    while target is not None:
        if host_of(target) != host_of(url) or duplicate_key(target) in seen:
            return Parts(tuple(pages), tuple(addresses), None)
        left = ends_at - monotonic()
        if len(pages) >= limits.max_pages or left < _LEAST_SECONDS or room <= 0:
            break
        seen.add(duplicate_key(target))
        bounds = replace(limits, total_seconds=min(limits.total_seconds, left))
        answer = _fetched(target, fetch, bounds, url)
        page = read(answer) if answer is not None else None
        if answer is None or page is None or page.state not in _READ:
            break
        room -= len(answer.body)
        if not _is_same_article(first, page) or _plain(page.text) in texts:
            return Parts(tuple(pages), tuple(addresses), None)
        texts.add(_plain(page.text))
        pages.append(page)
        addresses.append(target)
        target = _next_of(first, page, url, len(pages) + 1)
    return Parts(tuple(pages), tuple(addresses), target)


def joined(parts: Parts) -> Extracted:
    """Return the pages as one article, with an honest state when some are missing."""
    first, last = parts.pages[0], parts.pages[-1]
    told = max([len(parts.pages) + (parts.rest is not None), *map(_pager, parts.pages)])
    log = dict(first.log)
    for name in ("code_found", "code_kept"):
        log[name] = str(sum(_number(page.log.get(name, "")) for page in parts.pages))
    is_whole = parts.rest is None
    log["pages"] = f"{len(parts.pages)} of {len(parts.pages) if is_whole else told}"
    state, reason = last.state, last.reason
    if not is_whole:
        state, reason = State.PARTIAL, Reason.MISSING_PAGES
    text = "\n\n".join(page.text for page in parts.pages)
    return replace(
        first,
        content_html=sanitise("".join(_bodies(parts))),
        text=text,
        word_count=word_count(text),
        code_languages=tuple(dict.fromkeys(n for page in parts.pages for n in page.code_languages)),
        state=state,
        reason=reason,
        log=log,
        next_url=parts.rest,
        inline={name: data for page in parts.pages for name, data in page.inline.items()},
    )


def lacking(page: Extracted) -> Extracted:
    """Return a page that goes on elsewhere as the part it is."""
    if page.next_url is None or page.state is not State.FULL_TEXT:
        return page
    log = {**page.log, "pages": f"1 of {max(2, _pager(page))}"}
    return replace(page, state=State.PARTIAL, reason=Reason.MISSING_PAGES, log=log)


def _fetched(target: str, fetch: Fetch, limits: Limits, referer: str) -> Fetched | None:
    try:
        answer = fetch(target, limits=limits, referer=referer)
    except FetchError:
        return None
    return answer if judge_answer(answer) is None else None


def _next_of(first: Extracted, page: Extracted, url: str, number: int) -> str | None:
    """Return the address of page `number`, believed by rule or by that number alone."""
    target = page.next_url
    if target is None or _is_told(first) or page_number(url, target) == number:
        return target
    return None


def _is_told(page: Extracted) -> bool:
    """Tell whether a rule named the next page: found links count those of a pager as well."""
    return page.log.get("next") != "found"


def _is_same_article(first: Extracted, page: Extracted) -> bool:
    if _is_told(first):
        return True
    one, other = (_letters(one.title) for one in (first, page))
    shorter, longer = sorted((one, other), key=len)
    return not shorter or shorter in longer


def _letters(title: str) -> str:
    return "".join(letter for letter in title.casefold() if letter.isalpha())


def _plain(text: str) -> str:
    return " ".join(text.split())


def _pager(page: Extracted) -> int:
    return _number(page.log.get("pager", ""))


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 6 else 0


def _bodies(parts: Parts) -> list[str]:
    """Return each page's markup, its ids told apart and its links that turn pages taken out."""
    keys = {duplicate_key(address) for address in (*parts.addresses, parts.rest or "") if address}
    bodies = []
    for number, page in enumerate(parts.pages, 1):
        root = parse_fragment(page.content_html, positions=False)
        if number > 1:
            _rename_ids(root, number)
        for link in _turning(root, keys):
            _drop(link)
        bodies.append(root.inner_html)
    return bodies


def _turning(root: Element, keys: set[str]) -> list[Element]:
    """Return the links that lead to the other pages, as far as pagers have some."""
    found: list[Element] = []
    for link in root.iter_elements("a"):
        href = link.attr("href") or ""
        is_short = href.startswith("http") and len(link.text.strip()) <= _LONGEST_LABEL
        if is_short and duplicate_key(href) in keys:
            found.append(link)
        if len(found) >= _MOST_TURNING:
            break
    return found


def _rename_ids(root: Element, number: int) -> None:
    for element in root.iter_elements():
        for name, mark in (("id", ID_PREFIX), ("href", f"#{ID_PREFIX}")):
            value = element.attr(name) or ""
            if value.startswith(mark):
                element.attrs[name] = f"{mark}p{number}-{value.removeprefix(mark)}"


def _drop(link: Element) -> None:
    """Take a link out, and what held nothing else."""
    gone = link
    while isinstance(gone.parent, Element) and gone.parent.tag in ("p", "li", "ul", "ol", "div"):
        if gone.parent.text.strip() != gone.text.strip() or gone.parent.find(["img", "pre"]):
            break
        gone = gone.parent
    gone.extract()
