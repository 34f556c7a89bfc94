"""All reads of imports and exports."""

from devket.transfer.queries.files import file_keys

__all__ = ["file_keys"]
