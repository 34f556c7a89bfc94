"""Where the words of a query stand in what was found, cut out and marked."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import ColumnElement, case, null, select
from sqlalchemy.orm import Session

from devket.library.models import Article, Save, SaveNote, SaveTag, Tag
from devket.library.policies import readable_by
from devket.reading.models import Highlight
from devket.search.language import Query
from devket.search.language.analyser import bare_address
from devket.search.language.marking import Parts, around, hits_in, pattern_of, whole
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
    pattern = pattern_of(query.words)
    for save in found.items:
        title = whole(save.title, pattern) if pattern else ((save.title, False),)
        told[save.id].append(Excerpt(Field.TITLE, title))
    if pattern is not None and found.items:
        for said in _said(session, owner_id, found):
            excerpt = _excerpt(said, pattern)
            if excerpt is not None:
                told[said.save_id].append(excerpt)
    return {id_: tuple(excerpts) for id_, excerpts in told.items()}


def _excerpt(said: _Said, pattern: re.Pattern[str]) -> Excerpt | None:
    hits = hits_in(said.text, pattern)
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


def _noted(
    session: Session, mine: Sequence[ColumnElement[bool]], saves: Sequence[Save]
) -> Iterator[_Said]:
    """Yield notes and highlights, asking only where saves say that there are some."""
    if any(save.has_note for save in saves):
        notes = select(Save.id, SaveNote.text).join(SaveNote, SaveNote.save_id == Save.id)
        for id_, text in session.execute(notes.where(*mine)):
            yield _Said(id_, Field.NOTE, text)
    if any(save.highlight_count for save in saves):
        marks = select(Save.id, Highlight.quote, Highlight.note)
        marks = marks.join(Highlight, Highlight.save_id == Save.id)
        kept = Highlight.deleted_at.is_(None)
        for id_, quote, note in session.execute(marks.where(*mine, kept).order_by(Highlight.id)):
            yield _Said(id_, Field.HIGHLIGHT, quote)
            yield _Said(id_, Field.HIGHLIGHT, note)


def _said(session: Session, owner_id: int, found: Found) -> Iterator[_Said]:
    saves = found.items
    ids = [save.id for save in saves]
    mine = (readable_by(owner_id), Save.id.in_(ids))
    markup = case((Save.code_count > 0, Article.content_html), else_=null())
    articles = select(Save.id, Article.text, markup).join(
        Article, Article.capture_id == Save.capture_id
    )
    for id_, text, html_ in session.execute(articles.where(*mine)):
        yield _Said(id_, Field.TEXT, text, html_ or "")
    yield from _noted(session, mine, saves)
    if found.is_tagged:
        tags = select(Save.id, Tag.name).join(SaveTag, SaveTag.save_id == Save.id)
        tags = tags.join(Tag, Tag.id == SaveTag.tag_id).where(*mine)
        for id_, name in session.execute(tags.order_by(Tag.key)):
            yield _Said(id_, Field.TAG, name)
    for save in saves:
        yield _Said(save.id, Field.AUTHOR, save.byline)
        yield _Said(save.id, Field.ADDRESS, bare_address(save.given_url))
