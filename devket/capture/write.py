"""Write a chosen article out: safe markup, plain text and everything told about it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from turbohtml import Element, PlainText, Text

from devket.capture.about.language import language_of_text
from devket.capture.about.metadata import Metadata
from devket.capture.code import CodeStore
from devket.capture.code.block import languages_of
from devket.capture.finish.article import finish
from devket.capture.model import Extracted, Kind, State
from devket.capture.posts import POST_META
from devket.capture.sanitise import sanitise
from devket.capture.told import Told
from devket.capture.walls.verdict import Verdict, tells_of_itself
from devket.core.text import clip, one_line, word_count
from devket.core.types import SafeHtml

EXCERPT_LENGTH = 280
_SHORT_PROSE = 60  # too little to tell its language by
_LONGEST_TITLE, _LONGEST_BYLINE = 400, 200
_RIGHT_TO_LEFT = ("ar", "he", "fa", "ur")
_BLANK_LINES = re.compile(r"\n\s*\n")  # code is not in the markup yet, so none of its lines go
_PARTS_OF_TABLES = ["table", "thead", "tbody", "tfoot", "tr", "caption"]
_LAYOUT = PlainText(links="none", layout="strict", bullet="")


@dataclass(frozen=True, slots=True)
class Chosen:
    """The article of a page, still a tree with its code lifted out, and what is known beside it."""

    root: Element | None
    store: CodeStore
    log: dict[str, str]
    told: Told | None = None
    inline: dict[str, str] = field(default_factory=dict)  # as `Extracted.inline`

    @property
    def reads(self) -> Callable[[Element], int]:
        """Measure the text of an element in characters, its code included."""
        return lambda element: len(self.store.spoken(element.text))


def write(
    article: Chosen, meta: Metadata, verdict: Verdict, url: str, *, direction: str, colour: bool
) -> Extracted:
    """Write the article out, safe, with what is told about it; a wall is never written out."""
    state, reason = verdict
    is_read = state in (State.FULL_TEXT, State.PARTIAL) and article.root is not None
    content, text, prose, languages, opening = (
        _written(article, meta, url, colour=colour) if is_read else (sanitise(""), "", "", (), "")
    )
    lang = language_of_text(_spoken(prose, text or meta.description), meta.lang)
    is_wall = state in (State.BLOCKED, State.UNREACHABLE) and not tells_of_itself(reason)
    if is_wall:
        meta = replace(
            meta, title="", byline="", description="", lead_image=None, canonical_url=None
        )
    if not is_read and not is_wall:
        content, text = _preview(meta), meta.description
        article.log["guard"] = "preview"
    return Extracted(
        title=clip(meta.title, _LONGEST_TITLE),
        byline=clip(meta.byline, _LONGEST_BYLINE),
        site_name=meta.site_name,
        published=meta.published,
        lang=lang,
        dir="rtl" if lang.split("-")[0] in _RIGHT_TO_LEFT else direction,
        lead_image=meta.lead_image,
        excerpt=_excerpt(meta.description, opening or text),
        canonical_url=meta.canonical_url,
        content_html=content,
        text=text,
        word_count=word_count(text),
        code_languages=languages,
        state=state,
        reason=reason,
        log=article.log,
        kind=_kind(article.told, is_read=is_read),
        card=dict(article.told.card) if article.told is not None else {},
        next_url=article.told.next_url if article.told is not None else None,
        inline={name: data for name, data in article.inline.items() if name in content},
    )


def _spoken(prose: str, text: str) -> str:
    """Code is mostly English, whatever language it is written about in."""
    return prose if len(prose) > _SHORT_PROSE else text


def _kind(told: Told | None, *, is_read: bool) -> Kind:
    if told is not None and told.kind is not Kind.ARTICLE:
        return told.kind
    return Kind.ARTICLE if is_read else Kind.LINK


def _written(
    article: Chosen, meta: Metadata, url: str, *, colour: bool
) -> tuple[SafeHtml, str, str, tuple[str, ...], str]:
    root, store = article.root, article.store
    if root is None:
        return sanitise(""), "", "", (), ""
    finish(root, meta, url)
    markup = _BLANK_LINES.sub("\n", root.inner_html).strip()
    blocks = store.held_in(markup)
    # Who wrote a post and when is shown, but is no word of what was written.
    root.remove(f".{POST_META}")
    _unfold_tables(root)
    words = root.to_text(_LAYOUT)
    text, prose = store.spoken(words).strip(), store.without_code(words).strip()
    content = sanitise(store.written(markup, colour=colour))
    return content, text, prose, languages_of(blocks), _opening(root)


def _unfold_tables(root: Element) -> None:
    """Make each row a line of its own.

    Drawn as tables they are filled up with spaces to the widest cell: a long cell beside many rows,
    or tables within tables, would take gigabytes.
    """
    for cell in list(root.iter_elements(["td", "th"])):
        cell.insert_after(Text(" "))
        cell.tag = "span"
    for part in list(root.iter_elements(_PARTS_OF_TABLES)):
        part.tag = "div"


def _opening(root: Element) -> str:
    """Return the first paragraphs, without headings and code: what an excerpt is cut from."""
    root.remove(".footnote-ref, sup:empty")
    parts: list[str] = []
    for paragraph in root.iter_elements("p"):
        is_aside = paragraph.closest(".callout, .footnotes, .tab-label, details") is not None
        link = paragraph.find("a")  # a line that is all link leads away, it does not begin
        is_door = link is not None and link.text.strip() == paragraph.text.strip()
        if not is_aside and not is_door and len(paragraph.text.strip()) >= 20:
            parts.append(one_line(paragraph.text))
        if sum(map(len, parts)) > EXCERPT_LENGTH:
            break
    return " ".join(parts)


def _preview(meta: Metadata) -> SafeHtml:
    root = Element("p")
    root.set_text(meta.description)
    return sanitise(root.html if meta.description else "")


def _excerpt(description: str, text: str) -> str:
    return clip(
        description if len(description) >= 40 else one_line(text[:2000]) or description,
        EXCERPT_LENGTH,
    )
