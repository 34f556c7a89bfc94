"""What stands before an article instead of it: the signs of walls, errors and lists in a page."""

from __future__ import annotations

from devket.capture.walls.signs import Signals, read_signals

__all__ = ["Signals", "read_signals"]
