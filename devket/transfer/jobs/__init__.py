"""The background work of imports and exports."""

from devket.transfer.jobs import imports as imports  # registered by being imported

__all__ = ["imports"]
