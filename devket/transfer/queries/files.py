"""Which files of the store imports and exports hold."""

from __future__ import annotations

from sqlalchemy.orm import InstrumentedAttribute

from devket.transfer.models import Export, Import


def file_keys() -> tuple[InstrumentedAttribute[str | None], ...]:
    """Return every column here that names a file of the store: what none of them names is waste."""
    return (Import.file_key, Export.file_key)
