"""Entries that have certain words, through Devket's own index."""

from __future__ import annotations

import re
from datetime import datetime

from sqlalchemy.orm import Session

from devket.compat.wallabag.queries.listing import Found, Wanted, load
from devket.search.language import LONGEST, QueryError, parse
from devket.search.queries.finding import find

# What would be an operator of Devket's language: here they are only words.
_SIGNS = re.compile(r"[^\w\s'.+#/-]|(?<!\S)[-+]+|_+(?=:)")
_WORDS = frozenset({"and", "or", "not"})
MOST = 1_000  # that are looked at


def search_for(
    session: Session, owner_id: int, term: str, wanted: Wanted, *, now: datetime
) -> Found:
    """Return one page of the saves that have all words of a text, the last one maybe only begun."""
    words = _SIGNS.sub(" ", term)[: LONGEST // 2].split()
    written = " ".join(word for word in words if word.lower() not in _WORDS)
    try:
        query = parse(written, now=now)
    except QueryError:
        return Found((), 0)
    first = (wanted.page - 1) * wanted.size
    if query.tree is None or first >= MOST:
        return Found((), 0)
    size = min(first + wanted.size, MOST)
    found = find(session, owner_id, query, size=size, prefix_last=True)
    ids = [save.id for save in found.items[first:]]
    return Found(load(session, owner_id, ids), found.count)
