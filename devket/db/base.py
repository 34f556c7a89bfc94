"""The declarative base: constraint names by rule, so that errors and migrations can name them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import MetaData
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from devket.core.clock import utcnow
from devket.db.types import UtcDateTime


class Base(DeclarativeBase):
    """Base of every table."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


def is_derived(table: str) -> bool:
    """Tell whether a table is made of others: no model, no part of a backup, its own migration."""
    return table.startswith("search_")


# SQLite would give the id of the newest row anew once that is deleted. Where an id outlives its
# row (in the queue, in a tombstone, in a client that syncs), it would come to mean another one.
NEVER_THE_SAME_ID = {"sqlite_autoincrement": True}


class Timestamped:
    """When a row was made and when it last changed in a way that shows."""

    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow, onupdate=utcnow)
