"""The database room: base class, sessions, column types, SQLite and PostgreSQL set-up."""

from devket.db.base import NEVER_THE_SAME_ID, Base, Timestamped
from devket.db.conflicts import violated_constraint
from devket.db.session import db, read_only, run_after_commit, transaction
from devket.db.types import SafeHtmlText, UtcDateTime, WordEnum

__all__ = [
    "NEVER_THE_SAME_ID",
    "Base",
    "SafeHtmlText",
    "Timestamped",
    "UtcDateTime",
    "WordEnum",
    "db",
    "read_only",
    "run_after_commit",
    "transaction",
    "violated_constraint",
]
