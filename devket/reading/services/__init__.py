"""Verbs of reading, and what they reckon with. They flush and never commit."""

from devket.reading.services.places import Place, keep_place, set_progress

__all__ = ["Place", "keep_place", "set_progress"]
