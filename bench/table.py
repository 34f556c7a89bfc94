"""A table of figures, in plain text."""

from __future__ import annotations


class Table:
    """Rows of a name and figures, shown with aligned columns."""

    def __init__(self, title: str, *columns: str) -> None:
        self._title = title
        self._rows: list[tuple[str, ...]] = [columns]

    def row(self, name: str, *figures: float | str) -> None:
        """Add a row; numbers are shown with two decimals."""
        told = (figure if isinstance(figure, str) else f"{figure:,.2f}" for figure in figures)
        self._rows.append((name, *told))

    def show(self) -> None:
        """Print it."""
        widths = [max(len(row[n]) for row in self._rows) for n in range(len(self._rows[0]))]
        print(f"\n{self._title}")
        for row in self._rows:
            cells = [row[0].ljust(widths[0])]
            cells += [cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True)]
            print("  " + "  ".join(cells))
