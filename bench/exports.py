"""Exports and the way back: saves a second and the memory of the process, for 10,000 with text."""

from __future__ import annotations

import tempfile
from pathlib import Path

from bench.backups import fill, measured
from bench.stage import databases, open_stage
from bench.table import Table

SIZE = 10_000
FORMATS = ("zip", "csv", "html", "md")
USER = ("--user", "bench@example.org")


def run() -> None:
    """Print the table of exports."""
    table = Table(
        f"Exports of {SIZE:,} saves with a text of 12 kB and a picture of 30 kB",
        *(
            "database and file",
            "s",
            "saves a second",
            "CPU (s)",
            "saves a CPU second",
            "MB",
            "peak (MiB)",
        ),
    )
    with tempfile.TemporaryDirectory() as folder, databases() as urls:
        for kind, url in urls.items():
            data = Path(folder) / kind
            fill(open_stage(url, data), SIZE)
            for name in FORMATS:
                file = data / f"export.{name}"
                took = measured(url, data, "export", *USER, "--format", name, str(file))
                _row(table, f"{kind} {name}", took, file)
            back = measured(url, data, "import", *USER, str(data / "export.zip"))
            _row(table, f"{kind} zip, brought back", back, data / "export.zip")
    table.show()


def _row(table: Table, name: str, took: tuple[float, float, float], file: Path) -> None:
    seconds, peak, processor = took
    rates = (seconds, SIZE / seconds, processor, SIZE / processor)
    table.row(name, *rates, file.stat().st_size / 1e6, peak)
