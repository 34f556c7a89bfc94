"""Lines of a text of any length: one that does not end does not fill the memory."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO

from devket.transfer.formats.source import LARGEST


def bounded(file: IO[str], longest: int = LARGEST) -> Iterator[tuple[str, bool]]:
    """Yield each line with its end, and whether it was cut: the rest of such a one is dropped."""
    while line := file.readline(longest):
        is_cut = len(line) == longest and not line.endswith(("\n", "\r"))
        yield line.replace("\0", ""), is_cut
        while is_cut:
            rest = file.readline(longest)
            is_cut = len(rest) == longest and not rest.endswith(("\n", "\r"))
