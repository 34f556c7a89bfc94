"""Tables of searching: searches that people keep, and the index that is made of their saves."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    column,
    func,
    literal_column,
    table,
)
from sqlalchemy.orm import Mapped, mapped_column

from devket.db import NEVER_THE_SAME_ID, Base, Timestamped, UtcDateTime

NAME_LENGTH, QUERY_LENGTH = 100, 2_000


class SavedSearch(Timestamped, Base):
    """A query that a person keeps under a name; a pinned one stands beside the navigation."""

    __tablename__ = "saved_searches"
    __table_args__ = (Index(None, "owner_id", "position", "id"), NEVER_THE_SAME_ID)

    id: Mapped[int] = mapped_column(primary_key=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(NAME_LENGTH))
    query: Mapped[str] = mapped_column(String(QUERY_LENGTH))
    is_pinned: Mapped[bool] = mapped_column(default=False)
    position: Mapped[int] = mapped_column(default=0)
    deleted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # may be taken back for a day


# The index is made of other tables and can be made anew at any time: apart from `Base`, so that
# backups leave it out. What each database keeps beside its columns here is in the migration.
_derived = MetaData()


def _document(*further: Column[Any]) -> tuple[Column[Any], ...]:
    return (
        Column("save_id", Integer, primary_key=True, autoincrement=False),
        Column("title", Text, nullable=False),
        Column("author", Text, nullable=False),
        *further,
    )


# `packed` is what the full-text table was given: it wants to be told again to forget it.
sqlite_documents = Table(
    "search_documents", _derived, *_document(Column("packed", LargeBinary, nullable=False))
)
sqlite_gone = Table(
    "search_gone",
    _derived,
    Column("save_id", Integer, primary_key=True, autoincrement=False),
    Column("packed", LargeBinary, nullable=False),
)
sqlite_index = table("search_index", column("rowid"), column("search_index"), column("words"))
postgres_documents = Table(
    "search_documents",
    MetaData(),
    *_document(
        Column("mark", Text, nullable=False),  # of the owner: each token in the index begins so
        Column("words", Text, nullable=False),  # first in their places, then what else is found
        Column("saved_at", UtcDateTime),  # as the save has it, by a trigger; none of a deleted one
    ),
)


def indexed_words(words: ColumnElement[str], mark: ColumnElement[str]) -> ColumnElement[Any]:
    """Return what PostgreSQL's index is made of, in the very form of the migration."""
    owned = func.replace(words, literal_column("' '"), literal_column("' '") + mark + _COLON)
    parts = func.string_to_array(owned, literal_column("' '"))
    return func.array_to_tsvector(func.array_remove(parts, literal_column("''")))


_COLON: ColumnElement[str] = literal_column("':'", Text)
