"""The title of a page: free of the site's name, with the main heading as referee."""

from __future__ import annotations

import re

from turbohtml import Document, Element

from devket.core.text import clip, one_line

MAX_TITLE = 400
_LONGEST_CLAIM = 2000
_BARS = re.compile(r"\s+[|·•»«›‹:/\\>~—–-]{1,2}\s+|\s*[|｜»]\s*|:\s+")
_STRONG_BARS = re.compile(r"\s+[|·•»«›‹/\\—–-]\s+|\s*[|｜»]\s*")
_MARK = re.compile("\\s*[¶#🔗\u200b\ufeff]+\\s*$")
_NOT_WORDS = re.compile(r"[\W_]+")


def choose_title(document: Document, claims: list[str], site_name: str, host: str) -> str:
    """Return the best title: a claim the h1 confirms, else the cleaned `<title>`, else the h1."""
    headings = _headings(document)
    title = document.find("title")
    page_title = (
        one_line(title.text[:_LONGEST_CLAIM])
        if title is not None and title.closest("svg") is None
        else ""
    )
    candidates = [one_line(claim[:_LONGEST_CLAIM]) for claim in claims if claim.strip()]
    for candidate in (*candidates, page_title):
        confirmed = next((h for h in headings if h and _contains(candidate, h)), "")
        if confirmed and len(confirmed) >= 4:
            return clip(_heading_or_whole(candidate, confirmed, site_name, host), MAX_TITLE)
    cleaned = [without_site(candidate, site_name, host) for candidate in candidates if candidate]
    if cleaned:
        return clip(cleaned[0], MAX_TITLE)
    if page_title:
        return clip(without_site(page_title, site_name, host), MAX_TITLE)
    return clip(headings[0], MAX_TITLE) if headings else ""


def site_in_title(document: Document) -> str:
    """Return the last part of `<title>` when the first is the page's own heading, else nothing."""
    title = document.find("title")
    parts = _STRONG_BARS.split(one_line(title.text[:_LONGEST_CLAIM])) if title is not None else []
    if len(parts) < 2 or len(parts[-1].split()) > 5:
        return ""
    is_page = any(same_words(parts[0], heading) for heading in _headings(document))
    return parts[-1] if is_page and not same_words(parts[-1], parts[0]) else ""


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
