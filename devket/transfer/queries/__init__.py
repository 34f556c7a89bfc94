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
from devket.transfer.queries.imports import (
    LISTED,
    PAGE,
    ReportRow,
    Texts,
    due_imports,
    import_of,
    import_to_change,
    imports_listed,
    rows_of,
    saves_made,
    texts_of,
)

__all__ = [
    "LISTED",
    "PAGE",
    "ReportRow",
    "Texts",
    "being_written",
    "due_imports",
    "expired_exports",
    "export_of",
    "exports",
    "file_keys",
    "import_of",
    "import_to_change",
    "imports_listed",
    "is_named",
    "overdue_exports",
    "rows_of",
    "saves_made",
    "texts_of",
]
