"""The first member of a backup, `backup.json`: what it holds, in which order, for whom."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum

from devket.upkeep.errors import DamagedError, UpkeepError

FORMAT, VERSION = "devket backup", 1


class Kind(StrEnum):
    """What a column holds, whichever database it is in."""

    INTEGER = "integer"
    FLOAT = "float"
    BOOLEAN = "boolean"
    TEXT = "text"
    TIME = "time"  # in UTC
    JSON = "json"  # as its text, so that it comes back to the letter
    BYTES = "bytes"


@dataclass(frozen=True, slots=True, kw_only=True)
class TableShape:
    """A table: its columns in order, and how many rows of it the backup holds."""

    name: str
    columns: tuple[tuple[str, Kind], ...]
    rows: int = 0
    last_id: int | None = None  # the highest id ever given out, where ids are never given twice


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a backup says of itself. Tables come after those they name, where that can be."""

    devket: str
    revision: str
    made_at: datetime
    database: str
    tables: tuple[TableShape, ...]

    def encode(self) -> bytes:
        """Return the member's bytes."""
        told = {"format": FORMAT, "version": VERSION, **asdict(self)}
        told["made_at"] = self.made_at.isoformat()
        return json.dumps(told, ensure_ascii=False, indent=1).encode()

    @classmethod
    def decode(cls, data: bytes) -> Manifest:
        """Read the member back; `UpkeepError` when it is of another format or a newer one."""
        try:
            told = json.loads(data)
            if told["format"] != FORMAT:
                raise ValueError("it is of another format")
            if told["version"] != VERSION:
                raise UpkeepError(
                    f"The backup was made by Devket {told['devket']} in a format that this"
                    f" Devket does not know ({told['version']}); update Devket and try again."
                )
            return cls(
                devket=str(told["devket"]),
                revision=str(told["revision"]),
                made_at=datetime.fromisoformat(told["made_at"]),
                database=str(told["database"]),
                tables=tuple(_shape(table) for table in told["tables"]),
            )
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise DamagedError(f"This is no backup of Devket: backup.json: {error}.") from error


def _shape(told: dict[str, object]) -> TableShape:
    name, columns, rows, last = (told[key] for key in ("name", "columns", "rows", "last_id"))
    if not isinstance(columns, list) or not isinstance(rows, int) or not isinstance(name, str):
        raise ValueError("a table without columns or rows")
    if last is not None and not isinstance(last, int):
        raise ValueError("an id that is no number")
    kinds = tuple((str(column), Kind(kind)) for column, kind in columns)
    return TableShape(name=name, columns=kinds, rows=rows, last_id=last)
