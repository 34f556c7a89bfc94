"""Tables of values (CSV): read row by row, by the names of their columns, with each row's text."""

from __future__ import annotations

import csv
import json
import re
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from devket.core.errors import N_
from devket.transfer.formats.entries import Refused, Row
from devket.transfer.formats.lines import bounded
from devket.transfer.formats.rows import kept_raw
from devket.transfer.formats.source import BREAKS_OFF, LARGEST, ROW_TOO_LARGE, Source

UNCLOSED = N_("A quotation mark opens here and never closes; this line was left out.")
MOST_COLUMNS = 200
WIDE = 4  # columns of a table that a program wrote
_PARTS, _NOTHING = ",;\t", "\x1f"
_BETWEEN = re.compile(r"[\W_]+")
_QUOTE = re.compile("['\"]")
_QUOTED = re.compile(r"'((?:[^'\\]++|\\.)*+)'|\"((?:[^\"\\]++|\\.)*+)\"", re.S)
_ESCAPED = re.compile(r"\\(.)", re.S)

csv.field_size_limit(LARGEST)


@dataclass(frozen=True, slots=True)
class Cells:
    """One row of a table: its cells by the names of their columns, and the text it was."""

    columns: tuple[str, ...]
    values: list[str]
    raw: str

    def __getitem__(self, name: str) -> str:
        """Return the cell below this name, empty when there is none."""
        try:
            return self.values[self.columns.index(name)].strip()
        except (ValueError, IndexError):
            return ""

    def first(self, *names: str) -> str:
        """Return the first cell with anything in it below these names."""
        return next((cell for cell in map(self.__getitem__, names) if cell), "")


def columns(source: Source) -> frozenset[str]:
    """Return the names of a file's columns; none when it is no table of values."""
    line = source.head.lstrip("\r\n").split("\n", 1)[0][:10_000].strip()
    if not line or line[0] in "<[{":
        return frozenset()
    return frozenset(_names(line, _parting(line)))


def records(source: Source) -> Iterator[Cells | Refused]:
    """Yield the rows below the header. A quotation mark that never closes costs its own line."""
    with source.text() as file:
        lines = _Lines(bounded(file))
        head = next((line for line in lines if line.strip()), "")
        parted = _parting(head)
        names = _names(head.strip("\r\n"), parted)
        while not lines.is_over:
            yield from _block(lines, names, parted)


def read_rows(source: Source, row: Callable[[Cells], Row]) -> Iterator[Row]:
    """Yield what `row` makes of each row of the table, and what could not be read."""
    for cells in records(source):
        yield cells if isinstance(cells, Refused) else row(cells)


class _Lines:
    """Lines handed to the reader of CSV, with those of the row it is in, which can be put back."""

    def __init__(self, lines: Iterator[tuple[str, bool]]) -> None:
        self._lines = lines
        self._again: deque[str] = deque()
        self.row: list[str] = []
        self.size = 0
        self.is_over = False
        self.is_cut = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._next()
        self.row.append(line)
        self.size += len(line)
        return line

    def _next(self) -> str:
        if self._again:
            return self._again.popleft()
        if self.size > LARGEST:
            raise csv.Error("row too large")
        for line, is_cut in self._lines:
            self.is_cut = self.is_cut or is_cut
            return line
        self.is_over = True
        raise StopIteration

    @property
    def is_open(self) -> bool:
        """Tell whether the file ended within quotation marks."""
        return self.is_over and sum(line.count('"') for line in self.row) % 2 == 1

    def ends_short(self, cells: int, columns: int) -> bool:
        """Tell whether the file breaks off in this row: no end of its line, not all its cells."""
        return cells < columns >= WIDE and not self.row[-1].endswith(("\n", "\r"))

    def taken(self) -> str:
        """Return the text of the row that was read, and begin the next."""
        raw = "".join(self.row)
        self.row, self.size, self.is_cut = [], 0, False
        return raw

    def put_back(self, lines: list[str]) -> None:
        """Let these lines be read again."""
        self._again.extendleft(reversed(lines))
        self.is_over = False


def _block(lines: _Lines, names: tuple[str, ...], parted: str) -> Iterator[Cells | Refused]:
    """Yield rows until the file ends, or until one has to be read in another way."""
    lines.taken()
    try:
        for values in csv.reader(lines, delimiter=parted):
            if lines.is_cut or lines.is_open or lines.ends_short(len(values), len(names)):
                yield _broken(lines, names, parted)
                return
            raw = lines.taken()
            if any(value.strip() for value in values):
                yield Cells(names, values, raw)
    except csv.Error:
        yield _broken(lines, names, parted)


def _broken(lines: _Lines, names: tuple[str, ...], parted: str) -> Refused:
    """Refuse the row that swallowed others; go on with the first of them that looks like one."""
    row, is_cut = lines.row, lines.is_cut
    lines.taken()
    for at, line in enumerate(row[1:], 1):
        if line.count(parted) >= len(names) - 1 and "://" in line:
            lines.put_back(row[at:])
            return Refused(UNCLOSED, raw=kept_raw("".join(row[:at])))
    lines.is_over = not is_cut
    return Refused(ROW_TOO_LARGE if is_cut else BREAKS_OFF, raw=kept_raw("".join(row)))


def _parting(line: str) -> str:
    parted = max(_PARTS, key=line.count)
    return parted if parted in line else _NOTHING  # one column, in which a comma is a comma


def _names(line: str, parted: str) -> tuple[str, ...]:
    """Return the names of a header: small letters, words joined by `_`."""
    try:
        cells = next(csv.reader([line], delimiter=parted), [])
    except csv.Error:
        return ()
    found = cells[:MOST_COLUMNS]
    return tuple(_BETWEEN.sub("_", cell.strip().casefold()).strip("_") for cell in found)


def inner_list(cell: str) -> list[str]:
    """Return the texts of a list written into one cell, as JSON or as Python writes it."""
    try:
        found = json.loads(cell)
    except (ValueError, RecursionError):
        return list(_quoted(cell))
    return [one for one in found if isinstance(one, str)] if isinstance(found, list) else []


def _quoted(cell: str) -> Iterator[str]:
    at = 0
    while begun := _QUOTE.search(cell, at):
        found = _QUOTED.match(cell, begun.start())
        if found is None:
            return
        yield _ESCAPED.sub(r"\1", found[1] or found[2] or "")
        at = found.end()
