"""Folders that name each other by numbers, made into paths."""

from __future__ import annotations

from devket.core.text import one_line
from devket.transfer.formats.rows import text

DEEPEST = 100
MOST = 100_000


class Folders:
    """Names of folders with the folder each stands in."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[str, str]] = {}

    def add(self, number: object, name: object, above: object = None) -> None:
        """Know one more folder."""
        if len(self._known) < MOST:
            self._known[text(number)] = (one_line(text(name))[:1_000], text(above))

    def path(self, number: object) -> tuple[str, ...]:
        """Return the names from the outermost in; empty for a folder that nobody knows."""
        names: list[str] = []
        at = text(number)
        while at in self._known and len(names) < DEEPEST:  # one that stands in itself ends, too
            name, at = self._known[at]
            names.append(name)
        return tuple(reversed(names))
