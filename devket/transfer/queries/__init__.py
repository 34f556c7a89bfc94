"""All reads of imports and exports."""

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
    "due_imports",
    "file_keys",
    "import_of",
    "import_to_change",
    "imports_listed",
    "rows_of",
    "saves_made",
    "texts_of",
]
