"""Putting documents into the index and taking them out, on SQLite and on PostgreSQL."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

from sqlalchemy import delete, insert, select, text
from sqlalchemy.dialects import postgresql
from sqlalchemy.orm import Session

from devket.search.language.document import Document
from devket.search.models import (
    postgres_documents,
    sqlite_documents,
    sqlite_gone,
    sqlite_index,
)

_LEVEL = 3  # of compression
_KEPT = ("title", "author", "mark", "words", "saved_at")


def put(session: Session, documents: Sequence[Document]) -> None:
    """Put documents into the index, in the place of what was there of their saves."""
    if not documents:
        return
    if _is_sqlite(session):
        _put_into_sqlite(session, documents)
    else:
        _put_into_postgres(session, documents)


def take_out(session: Session, save_ids: Sequence[int]) -> None:
    """Take saves out of the index."""
    if _is_sqlite(session):
        chosen = sqlite_documents.c.save_id.in_(save_ids)
        session.execute(delete(sqlite_documents).where(chosen))
        clear_away(session)
    else:
        chosen = postgres_documents.c.save_id.in_(save_ids)
        session.execute(delete(postgres_documents).where(chosen))


def clear_away(session: Session, *, limit: int = 200) -> int:
    """Take out of SQLite's index what went with its saves; return how many. Nothing elsewhere.

    Its search finds none of them meanwhile: a save that is no more is not joined.
    """
    if not _is_sqlite(session):
        return 0
    rows = session.execute(select(sqlite_gone).limit(limit)).all()
    if rows:
        _forget(session, {row.save_id: row.packed for row in rows})
        session.execute(
            delete(sqlite_gone).where(sqlite_gone.c.save_id.in_([row.save_id for row in rows]))
        )
    return len(rows)


def empty(session: Session) -> None:
    """Take everything out of the index."""
    if _is_sqlite(session):
        session.execute(delete(sqlite_documents))
        session.execute(delete(sqlite_gone))
        session.execute(insert(sqlite_index), {"search_index": "delete-all"})
    else:  # rows taken out one by one would leave their room behind
        session.execute(text("TRUNCATE search_documents"))


def _is_sqlite(session: Session) -> bool:
    return session.get_bind().dialect.name == "sqlite"


def _put_into_sqlite(session: Session, documents: Sequence[Document]) -> None:
    packed = {one.save_id: _packed(one) for one in documents}
    kept = sqlite_documents.c
    known = select(kept.save_id, kept.packed).where(kept.save_id.in_(packed))
    before = {row.save_id: row.packed for row in session.execute(known)}
    changed = [one for one in documents if before.get(one.save_id) != packed[one.save_id]]
    if not changed:
        return
    _forget(session, {one.save_id: before[one.save_id] for one in changed if one.save_id in before})
    put_in = text("INSERT INTO search_index (rowid, words) VALUES (:of, :words)")
    session.execute(put_in, [_given(one.save_id, one.stream, one.mark) for one in changed])
    put_down = insert(sqlite_documents).prefix_with("OR REPLACE")
    session.execute(
        put_down,
        [
            {
                "save_id": one.save_id,
                "title": one.title,
                "author": one.author,
                "packed": packed[one.save_id],
            }
            for one in changed
        ],
    )


def _forget(session: Session, packed: dict[int, bytes]) -> None:
    """Tell the full-text table what it was given, which is how it forgets without keeping it."""
    if not packed:
        return
    take = text(
        "INSERT INTO search_index (search_index, rowid, words) VALUES ('delete', :of, :words)"
    )
    told = {of: zlib.decompress(some).decode().partition(" ") for of, some in packed.items()}
    session.execute(take, [_given(of, stream, mark) for of, (mark, _, stream) in told.items()])


def _packed(one: Document) -> bytes:
    return zlib.compress(f"{one.mark} {one.stream}".encode(), _LEVEL)


def _given(save_id: int, stream: str, mark: str) -> dict[str, int | str]:
    """Return the row of the full-text table: the stream, each token begun with its owner's mark."""
    return {"of": save_id, "words": f"{mark}:{stream.replace(' ', f' {mark}:')}"}


def _put_into_postgres(session: Session, documents: Sequence[Document]) -> None:
    statement = postgresql.insert(postgres_documents)
    new = {name: statement.excluded[name] for name in _KEPT}
    statement = statement.on_conflict_do_update(index_elements=["save_id"], set_=new)
    rows = [
        {
            "save_id": one.save_id,
            "title": one.title,
            "author": one.author,
            "mark": one.mark,
            "words": f"{one.order}{one.rest} ",
            "saved_at": one.saved_at,
        }
        for one in documents
    ]
    session.execute(statement, rows)


def hurry(session: Session, *, on: bool) -> None:
    """Let PostgreSQL sort many documents in at once, while the index is made anew."""
    if not _is_sqlite(session):
        state = "on" if on else "off"
        session.execute(text(f"ALTER INDEX search_documents_words SET (fastupdate = {state})"))
        if not on:
            session.execute(text("SELECT gin_clean_pending_list('search_documents_words')"))
