"""The background work of imports and exports."""

from devket.transfer.jobs import exports as exports  # registered by being imported
from devket.transfer.jobs import imports as imports  # the same

__all__ = ["exports", "imports"]
