"""Background work of imports and exports."""

from devket.transfer.jobs import exports as exports  # registered by being imported
