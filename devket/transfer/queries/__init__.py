"""All reads of imports and exports."""

from devket.transfer.queries.exports import (
    being_written,
    expired_exports,
    export_of,
    exports,
    is_named,
    overdue_exports,
)
from devket.transfer.queries.files import file_keys

__all__ = [
    "being_written",
    "expired_exports",
    "export_of",
    "exports",
    "file_keys",
    "is_named",
    "overdue_exports",
]
