"""All reads of the reader, each narrowed by a policy."""

from devket.reading.queries.around import around
from devket.reading.queries.places import capture_numbered, position_of

__all__ = ["around", "capture_numbered", "position_of"]
