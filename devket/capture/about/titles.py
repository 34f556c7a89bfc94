"""The title of a page: free of the site's name, with the main heading as referee."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from turbohtml import Document, Element

from devket.core.text import clip, one_line
from devket.core.urls import host_of

MAX_TITLE = 400
_LONGEST_CLAIM = 2000
_BARS = re.compile(r"\s+[|·•»«›‹:/\\>~—–-]{1,2}\s+|\s*[|｜»]\s*|:\s+")
_STRONG_BARS = re.compile(r"\s+[|·•»«›‹/\\—–-]\s+|\s*[|｜»]\s*")
_MARK = re.compile("\\s*[¶#🔗\u200b\ufeff]+\\s*$")
_SITE_AFTER = re.compile(
    r"\s*(?:::|[|｜·•»«‹/\\—–_-])\s*(.+)|\s*\[([^\]]+)\]|\s*\((.+ \d+\.\d[\w. ]*)\)"
)
_SITE_BEFORE = re.compile(r"([^|｜·•»«‹:]{2,40}?)\s*(?:[|｜·•»«‹—–-]|:{1,2})\s.*")
_KIND_OF_SITE = re.compile(r"^(?:API )?(?:documentation|docs|manual) (?:for|of) ", re.IGNORECASE)
_KIND_OF_PAGE = re.compile(
    r"(?:file|class|module|method|struct|enum|trait|function|package|thread|topic|re|blog|home|page"
    r"|view topic|question|issue|part|chapter|step|how to|\d+)\b.*",
    re.IGNORECASE,
)
_REPOSITORY = re.compile(r"(?:^|\s)([\w.-]+)/([\w.-]+)(?=:?\s|:?$)")
_WORD = re.compile(r"\w+")
_WIDE = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
_FEW_WORDS = 4
_ALIKE = 0.45  # share of a heading's words that a claim has too
_NOT_WORDS = re.compile(r"[\W_]+")


def choose_title(document: Document, claims: list[str], site_name: str, url: str) -> str:
    """Return the best title: a claim the h1 confirms, else the cleaned `<title>`, else the h1."""
    headings, host = _headings(document), host_of(url)
    page_title = page_title_of(document)
    owner, name = repository_in(page_title, url)
    if name:
        is_named = any(same_words(heading, name) for heading in headings)
        return name if is_named else f"{owner}/{name}"
    candidates = [one_line(claim[:_LONGEST_CLAIM]) for claim in claims if claim.strip()]
    for candidate in (*candidates, page_title):
        confirmed = next((h for h in headings if h and _contains(candidate, h)), "")
        is_site = _names_site(confirmed, site_name, host) and not same_words(candidate, confirmed)
        if own := _page_beside(document, candidate, confirmed):
            return clip(own, MAX_TITLE)
        if len(confirmed) >= 4 and not is_site:
            return clip(_heading_or_whole(candidate, confirmed, site_name, host), MAX_TITLE)
    bare = [without_site(claim, site_name, host) for claim in (*candidates, page_title)]
    if rival := _rival(headings, bare):
        return clip(rival, MAX_TITLE)
    cleaned = [without_site(candidate, site_name, host) for candidate in candidates if candidate]
    if cleaned:
        return clip(cleaned[0], MAX_TITLE)
    if page_title:
        return clip(_without_tail(without_site(page_title, site_name, host)), MAX_TITLE)
    return clip(headings[0], MAX_TITLE) if headings else ""


def _page_beside(document: Document, claim: str, banner: str) -> str:
    """Return the page's own heading where the h1 is the banner of the whole manual.

    The claim names both, the page first: `HTTP | Handbook of X 3.1` over an h2 that says `HTTP`.
    """
    parts = _STRONG_BARS.split(claim)
    if len(parts) < 2 or not same_words(parts[-1], banner):
        return ""
    own = [one_line(h.text[:_LONGEST_CLAIM]) for h in document.select("main h2, h2")[:3]]
    return parts[0] if any(same_words(_MARK.sub("", h), parts[0]) for h in own) else ""


def _rival(headings: list[str], claims: list[str]) -> str:
    """Return the one heading that says what the claims say in other words, if there is one.

    Claims are often written for search and for sharing; the heading is what the author wrote.
    """
    distinct = list(dict.fromkeys(filter(None, headings)))
    for heading in distinct if len(distinct) <= 2 else ():
        if any(_contains(heading, claim) for claim in claims):
            continue  # the heading is the claim and a word for what it is: "Thread: …"
        own = set(_WORD.findall(heading.casefold()))
        for claim in claims:
            common = own & set(_WORD.findall(claim.casefold()))
            if len(own) > _FEW_WORDS and len(common) >= len(own) * _ALIKE:
                return heading
    return ""


def _without_tail(title: str) -> str:
    """Drop a short last part after a bar, as nobody but a site stands there; keep a full title."""
    if "_" in title and _WIDE.search(first := title.split("_", maxsplit=1)[0]) and len(first) >= 8:
        return first.strip()
    bars = list(_STRONG_BARS.finditer(title))
    if not bars:
        return title
    rest, tail = title[: bars[-1].start()].strip(), title[bars[-1].end() :]
    is_long = len(rest.split()) > _FEW_WORDS and len(tail.split()) <= _FEW_WORDS
    return rest if is_long and "/" not in bars[-1][0] else title


def page_title_of(document: Document) -> str:
    """Return the text of the page's `<title>` as one line, empty when it has none."""
    title = document.find("title")
    if title is None or title.closest("svg") is not None:
        return ""
    return one_line(title.text[:_LONGEST_CLAIM])


def site_in_title(document: Document) -> str:
    """Return the part of `<title>` beside the page's own heading that names its site, if any."""
    whole = page_title_of(document)
    headings = list(filter(None, _headings(document)))
    last = _STRONG_BARS.split(whole)[-1]
    own = [h for h in headings if _contains(whole, h) and not same_words(h, last)]
    if own and any(same_words(last, heading) for heading in headings):
        return last
    for heading in headings:
        at = whole.find(heading)
        # Where the heading ends is known, so a bare hyphen parts as well as a spaced bar.
        parted = _SITE_AFTER.fullmatch(whole, at + len(heading)) if at >= 0 else None
        after = next(filter(None, parted.groups()), "") if parted else ""
        named = _KIND_OF_SITE.sub("", _STRONG_BARS.split(after)[-1])
        if _could_name_site(named, heading):
            return named
        before = _SITE_BEFORE.fullmatch(whole[:at] + " ") if at > 0 else None
        if before and _could_name_site(before[1], heading) and not _KIND_OF_PAGE.match(before[1]):
            return before[1].strip()
    return ""


def _could_name_site(named: str, heading: str) -> bool:
    is_short = len(named.split()) <= 5 and len(named) <= 40
    return bool(named.strip()) and is_short and not same_words(named, heading)


def repository_in(claim: str, url: str) -> tuple[str, str]:
    """Return owner and name when a claim begins with them as the address does, else two blanks.

    Forges title their pages `owner/name: what it is`, under whatever host they run. An owner with
    a dot is the host of a module: `example.org/name`.
    """
    match = _REPOSITORY.search(claim)
    path = urlsplit(url).path.casefold().strip("/")
    if (
        match is None
        or "." in match[1]
        or f"{path}/".find(f"{match[1]}/{match[2]}/".casefold()) != 0
    ):
        return "", ""
    return match[1], match[2]


def is_name_of(heading: str, title: str) -> bool:
    """Tell whether a heading is the last part of a title that is a path: `name` of `owner/name`."""
    return "/" in title and " " not in title and same_words(heading, title.rsplit("/", 1)[-1])


def same_words(one: str, other: str) -> bool:
    """Tell whether two texts are the same but for case, spaces and punctuation."""
    return _bare(one) == _bare(other) != ""


def without_site(title: str, site_name: str, host: str) -> str:
    """Return a title without the site's name before or after a bar."""
    bars = [(match.start(), match.end()) for match in _BARS.finditer(title)]
    end = len(title)
    for bar_start, bar_end in reversed(bars[1:]):
        if not _names_site(title[bar_end:end], site_name, host):
            break
        end = bar_start
    title = title[:end].strip()
    if not bars or bars[0][1] > end:
        return title
    start, stop = bars[0]
    if _names_site(title[stop:], site_name, host):
        return title[:start].strip()
    return title[stop:].strip() if _names_site(title[:start], site_name, host) else title


def _heading_or_whole(candidate: str, heading: str, site_name: str, host: str) -> str:
    """The heading is the title when it is a whole part of the claim, or most of it."""
    if any(same_words(part, heading) for part in _STRONG_BARS.split(candidate)):
        return heading
    cleaned = without_site(candidate, site_name, host)
    return heading if len(_bare(heading)) > len(_bare(cleaned)) * 0.6 else cleaned


def _headings(document: Document) -> list[str]:
    found: list[Element] = document.select("h1")[:5]
    main = document.select("main h1, article h1")[:2]
    # A mark beside the heading (¶, #) is a link to itself, not a word of the title.
    return [_MARK.sub("", one_line(h.text[:_LONGEST_CLAIM])) for h in (*main, *found)]


def _contains(title: str, heading: str) -> bool:
    return bool(_bare(heading)) and _bare(heading) in _bare(title)


def _names_site(part: str, site_name: str, host: str) -> bool:
    bare = _bare(part)
    if not bare:
        return True
    if site_name and (bare == _bare(site_name) or (len(bare) > 3 and bare in _bare(site_name))):
        return True
    labels = host.removeprefix("www.").split(".")
    return bare in (
        _bare(host.removeprefix("www.")),
        *(_bare(label) for label in labels[:-1] if len(label) > 2),
    )


def _bare(text: str) -> str:
    return _NOT_WORDS.sub("", text).casefold()
