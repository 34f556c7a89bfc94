"""Reading which promise of the database a refused statement would have broken."""

from __future__ import annotations

import re

from sqlalchemy.exc import IntegrityError

from devket.db.base import Base

_SQLITE_UNIQUE = re.compile(r"UNIQUE constraint failed: (.+)$")


def violated_constraint(error: IntegrityError) -> str | None:
    """Return the name of the violated constraint on either database, None when unknown."""
    diagnostics = getattr(error.orig, "diag", None)
    if diagnostics is not None:
        name = diagnostics.constraint_name
        return str(name) if name else None
    found = _SQLITE_UNIQUE.search(str(error.orig))
    return _unique_over(found.group(1)) if found else None


def _unique_over(columns: str) -> str | None:
    """Return the rule-made name of the unique constraint over `table.a, table.b`."""
    pairs = [column.strip().split(".", 1) for column in columns.split(",")]
    name = f"uq_{pairs[0][0]}_" + "_".join(pair[-1] for pair in pairs)
    return name if pairs[0][0] in Base.metadata.tables else None
