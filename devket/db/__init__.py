"""The database room: base class, sessions, column types, SQLite and PostgreSQL set-up."""

from devket.db.base import NEVER_THE_SAME_ID, Base, Timestamped, is_derived
from devket.db.conflicts import violated_constraint
from devket.db.postgres import Access, lift_time_limits, opener
from devket.db.session import db, read_only, run_after_commit, transaction
from devket.db.troubles import Trouble, trouble
from devket.db.types import SafeHtmlText, UtcDateTime, WordEnum, sorted_string
from devket.db.upserts import insert_into

__all__ = [
    "NEVER_THE_SAME_ID",
    "Access",
    "Base",
    "SafeHtmlText",
    "Timestamped",
    "Trouble",
    "UtcDateTime",
    "WordEnum",
    "db",
    "insert_into",
    "is_derived",
    "lift_time_limits",
    "opener",
    "read_only",
    "run_after_commit",
    "sorted_string",
    "transaction",
    "trouble",
    "violated_constraint",
]
