"""wallabag's JSON.

Taken: address, title, date, archived, favourite, tags, annotations, language, authors, and the
text, unless wallabag itself could not read the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from devket.transfer.formats.entries import Quote, Row
from devket.transfer.formats.json_stream import Fields, probe, read_list
from devket.transfer.formats.rows import is_yes, listed, plain, quote, row, text
from devket.transfer.formats.source import Source

_SIGNS = {"is_archived", "is_starred", "url"}
_OF_ITS_OWN = {"domain_name", "is_not_parsed", "mimetype", "reading_time", "content", "created_at"}
# What stands in place of a text that could not be had.
_APOLOGY = re.compile(r"wallabag can.t retrieve contents for this article", re.I)


def detect(source: Source) -> bool:
    """Tell whether the first entry has wallabag's fields."""
    found = probe(source)
    return found >= _SIGNS and bool(found & _OF_ITS_OWN)


def read(source: Source) -> Iterator[Row]:
    """Yield one row for each entry."""
    return read_list(source, _entry)


def _entry(fields: Fields, raw: str) -> Row:
    return row(
        raw,
        url=fields.get("url") or fields.get("given_url") or fields.get("origin_url"),
        title=plain(fields.get("title")),
        added=fields.get("created_at"),
        tags=map(_label, listed(fields.get("tags"))),
        quotes=_quotes(fields.get("annotations")),
        html=page_text(fields.get("content"), is_missing=is_yes(fields.get("is_not_parsed"))),
        lang=fields.get("language"),
        author=", ".join(filter(None, map(text, listed(fields.get("published_by"))))),
        is_archived=is_yes(fields.get("is_archived")),
        is_favorite=is_yes(fields.get("is_starred")),
    )


def page_text(content: object, *, is_missing: bool = False) -> str:
    """Return the text of an entry; empty when it is wallabag's apology."""
    found = text(content)
    return "" if is_missing or _APOLOGY.search(found[:2_000]) else found


def _label(tag: object) -> object:
    return tag.get("label") if isinstance(tag, dict) else tag


def _quotes(found: object) -> Iterator[Quote]:
    for one in listed(found):
        if isinstance(one, dict):
            yield from quote(one.get("quote"), note=one.get("text"), at=one.get("created_at"))
