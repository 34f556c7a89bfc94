"""Verbs of reading. They flush and never commit: transactions belong to the frame."""

from devket.reading.services.places import Place, keep_place, set_progress

__all__ = ["Place", "keep_place", "set_progress"]
