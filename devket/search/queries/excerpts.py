"""Where the words of a query stand in what was found, cut out and marked."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Integer, bindparam, case, null, select
from sqlalchemy.orm import Session

from devket.library.models import Article, Save, SaveNote, SaveTag, Tag
from devket.library.policies import readable_by
from devket.reading.models import Highlight
from devket.search.language import Query
from devket.search.language.analyser import bare_address
from devket.search.language.marking import Parts, Patterns, around, hits_in, patterns_of, whole
from devket.search.queries.finding import Found

_PRE = re.compile(r"<pre\b[^>]*>(.*?)</pre>", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")


class Field(StrEnum):
    """Where an excerpt is from."""

    TITLE = "title"
    TEXT = "text"
    CODE = "code"
    NOTE = "note"
    HIGHLIGHT = "highlight"
    ADDRESS = "address"
    AUTHOR = "author"
    TAG = "tag"


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A piece of a field; each part says whether it is one of the words looked for."""

    field: Field
    parts: Parts


@dataclass(frozen=True, slots=True)
class _Said:
    """One text of a save, and what it is."""

    save_id: int
    field: Field
    text: str
    markup: str = ""  # of an article with code


def excerpts_of(
    session: Session, owner_id: int, found: Found, query: Query
) -> dict[int, tuple[Excerpt, ...]]:
    """Return for each save where the query's words stand in it.

    First its title, whole, marked or not; then a piece of each further field that holds one of
    them. At most four queries, however many saves.
    """
    told: dict[int, list[Excerpt]] = {save.id: [] for save in found.items}
    patterns = patterns_of(query.words)
    for save in found.items:
        title = whole(save.title, patterns) if patterns else ((save.title, False),)
        told[save.id].append(Excerpt(Field.TITLE, title))
    if patterns and found.items:
        for said in _said(session, owner_id, found):
            excerpt = _excerpt(said, patterns)
            if excerpt is not None:
                told[said.save_id].append(excerpt)
    return {id_: tuple(excerpts) for id_, excerpts in told.items()}


def _excerpt(said: _Said, patterns: Patterns) -> Excerpt | None:
    hits = hits_in(said.text, patterns)
    if not hits:
        return None
    parts = around(said.text, hits)
    is_code = said.markup and _is_in_code(parts, said.markup)
    return Excerpt(Field.CODE if is_code else said.field, parts)


def _is_in_code(parts: Parts, markup: str) -> bool:
    """Tell whether the first hit of an excerpt stands in one of the article's blocks of code."""
    said = "".join(part for part, _ in parts).strip("…")
    code = " ".join(html.unescape(_TAG.sub("", block)) for block in _PRE.findall(markup))
    at = next((n for n, (_, is_hit) in enumerate(parts) if is_hit), 0)
    near = "".join(part for part, _ in parts[at : at + 2])[:40].strip("… ")
    return near != "" and (near in " ".join(code.split()) or said in code)


def _noted(session: Session, saves: Sequence[Save], given: Mapping[str, Any]) -> Iterator[_Said]:
    """Yield notes and highlights, asking only where saves say that there are some."""
    if any(save.has_note for save in saves):
        for id_, text in session.execute(_NOTES, given):
            yield _Said(id_, Field.NOTE, text)
    if any(save.highlight_count for save in saves):
        for id_, quote, note in session.execute(_HIGHLIGHTS, given):
            yield _Said(id_, Field.HIGHLIGHT, quote)
            yield _Said(id_, Field.HIGHLIGHT, note)


def _said(session: Session, owner_id: int, found: Found) -> Iterator[_Said]:
    saves = found.items
    given = {"owner_id": owner_id, "ids": [save.id for save in saves]}
    for id_, text, html_ in session.execute(_ARTICLES, given):
        yield _Said(id_, Field.TEXT, text, html_ or "")
    yield from _noted(session, saves, given)
    if found.is_tagged:
        for id_, name in session.execute(_TAGS, given):
            yield _Said(id_, Field.TAG, name)
    for save in saves:
        yield _Said(save.id, Field.AUTHOR, save.byline)
        yield _Said(save.id, Field.ADDRESS, bare_address(save.given_url))


# Made once: that takes longer than the database does.
_SHOWN = (
    readable_by(bindparam("owner_id", type_=Integer)),
    Save.id.in_(bindparam("ids", expanding=True)),
)
_ARTICLES = (
    select(Save.id, Article.text, case((Save.code_count > 0, Article.content_html), else_=null()))
    .join(Article, Article.capture_id == Save.capture_id)
    .where(*_SHOWN)
)
_NOTES = select(Save.id, SaveNote.text).join(SaveNote, SaveNote.save_id == Save.id).where(*_SHOWN)
_HIGHLIGHTS = (
    select(Save.id, Highlight.quote, Highlight.note)
    .join(Highlight, Highlight.save_id == Save.id)
    .where(*_SHOWN, Highlight.deleted_at.is_(None))
    .order_by(Highlight.id)
)
_TAGS = (
    select(Save.id, Tag.name)
    .join(SaveTag, SaveTag.save_id == Save.id)
    .join(Tag, Tag.id == SaveTag.tag_id)
    .where(*_SHOWN)
    .order_by(Tag.key)
)
