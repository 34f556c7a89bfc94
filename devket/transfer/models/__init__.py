"""Tables of imports with their rows, and of exports."""

from devket.transfer.models.exports import Export, ExportState
from devket.transfer.models.imports import RESTORED, Import, ImportRow, ImportState, Outcome

__all__ = [
    "RESTORED",
    "Export",
    "ExportState",
    "Import",
    "ImportRow",
    "ImportState",
    "Outcome",
]
