"""The first lines of an article: what repeats its title, author, date or summary goes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import islice

from turbohtml import Element, Text

from devket.capture.about.bylines import READ_TIME, is_stamp, says_only_who_and_when
from devket.capture.about.dates import read_date, without_dates
from devket.capture.about.metadata import Metadata
from devket.capture.about.titles import is_name_of, same_words
from devket.capture.posts import POST_META
from devket.core.text import one_line

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_LINES = ("p", "div", "li", *_HEADINGS)
_BLOCKS = "p, div, li, pre, table, ul, ol, figure, h1, h2, h3, h4, h5, h6"
_FIRST = 10
_LONGEST = 400
_MOST_LOOKED_AT = 200
_TITLE_WITHIN = 2
_MOST_LINKS = 12
_LINK_WORDS = 4
_ROW_BARS = "|«»›‹←→·•"


def trim_opening(article: Element, meta: Metadata) -> None:
    """Let the article begin with itself: what stands above it in the reader is not said again."""
    _drop_title(article, meta.title)
    lines = list(islice(_lines(article), _FIRST))
    for number, line in enumerate(lines):
        text = one_line(line.text)
        # What is left must be an article still.
        if _is_own_date(line, text, meta):
            continue
        is_told = _repeats(text, meta) or _only_leads_away(line)
        is_told = is_told or (number < _TITLE_WITHIN and same_words(text, meta.title))
        if len(article.text) > 3 * len(text) and is_told:
            line.extract()
    _say_summary_once([line for line in lines if line.parent is not None], meta.description)
    _drop_stamps(article)


def _drop_title(article: Element, title: str) -> None:
    """Drop the first heading when it repeats the title, unless text stands before it."""
    for heading in list(article.iter_elements(["h1", "h2"]))[:2]:
        is_title = same_words(heading.text, title) or (
            heading.tag == "h1" and is_name_of(heading.text, title)
        )
        if is_title and _is_near_start(heading, article):
            _drop_banner(heading, article)
            heading.extract()
            return


def _drop_banner(title: Element, article: Element) -> None:
    """Drop a first heading of the title's rank that is nothing but a link: the site's own name."""
    first = article.find(title.tag)
    link = first.find("a") if first is not None else None
    if first is None or first == title or link is None:
        return
    if link.text.strip() == first.text.strip():
        first.extract()


def _only_leads_away(line: Element) -> bool:
    """Tell whether a line is a row of short links: the way home, to the last and the next page."""
    links = line.select("a[href]")[: _MOST_LINKS + 1]
    if line.tag not in ("p", "div") or not 2 <= len(links) <= _MOST_LINKS:
        return False
    if line.select_one("img, code, em, strong, br") is not None:
        return False
    rest = len("".join(_letters(line.text))) - sum(len("".join(_letters(a.text))) for a in links)
    # Between sentences links stand in words; a row has nothing but bars between its links.
    has_bar = any(bar in line.text for bar in _ROW_BARS)
    return rest <= 0 and has_bar and all(len(a.text.split()) <= _LINK_WORDS for a in links)


def _letters(text: str) -> Iterator[str]:
    return (letter for letter in text if letter.isalnum())


def _is_near_start(heading: Element, article: Element) -> bool:
    if heading.tag == "h1":
        return True
    before = 0
    for node in article.descendants:
        if node == heading:
            return True
        if isinstance(node, Text):
            before += len(node.data.strip())
        if before > 200:
            return False
    return False


def _lines(article: Element) -> Iterator[Element]:
    """Yield the innermost blocks with text, in order, as far as they are short."""
    for element in islice(article.iter_elements(_LINES), _MOST_LOOKED_AT):
        if element.has_class(POST_META) or element.closest("dd, dt, td, th") is not None:
            continue
        if element.select_one(_BLOCKS) is None and 0 < len(element.text.strip()) < _LONGEST:
            yield element


def _is_own_date(line: Element, text: str, meta: Metadata) -> bool:
    """Tell whether a date is the article's own word: the heading of a log, or another day."""
    if meta.byline and meta.byline.casefold() in text.casefold():
        return False
    if line.tag in _HEADINGS:
        return True
    date = read_date(text)
    is_bare = without_dates(text).strip(" .,·|—-") == ""
    return (
        is_bare
        and date is not None
        and meta.published is not None
        and abs(date - meta.published) > timedelta(days=2)
    )


def _repeats(text: str, meta: Metadata) -> bool:
    if len(text) > 120:
        return False
    if says_only_who_and_when(text, meta.byline, meta.site_name) or same_words(text, meta.byline):
        return True
    if len(text) > 80 or text.endswith("."):
        return False
    is_date = len(text) < 30 and read_date(text) is not None
    return is_date or READ_TIME.search(text) is not None


def _say_summary_once(lines: list[Element], description: str) -> None:
    """A subtitle is no heading of a part; of two that say the summary only the first stays."""
    said = False
    for line in lines:
        if not same_words(line.text, description):
            continue
        if said:
            line.extract()
        elif line.tag in _HEADINGS and len(line.text) > 40:
            line.tag = "p"
        said = True


def _drop_stamps(article: Element) -> None:
    for line in list(article.iter_elements("p")):
        is_ours = line.has_class(POST_META)
        if not is_ours and len(line.text) < 80 and is_stamp(one_line(line.text)):
            line.extract()
