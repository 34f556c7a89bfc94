"""Every column that names a file is known to backups and to the sweep: else it would delete it."""

from __future__ import annotations

from sqlalchemy import String

from devket.db import Base
from devket.upkeep.snapshot import file_key_columns

HEX = 64  # letters of a SHA-256


def test_every_column_that_names_a_file_is_among_the_file_keys() -> None:
    found = {
        (table.name, column.name)
        for table in Base.metadata.tables.values()
        for column in table.columns
        if column.name.endswith("_key") and isinstance(column.type, String)
        if column.type.length == HEX
    }
    assert ("captures", "source_key") in found
    assert set(file_key_columns()) == found
