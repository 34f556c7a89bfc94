"""Files of other programs: how long reading one takes, and the memory of the process that does."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from bench.table import Table
from tests.factories.transfers import markup, pocket

FILES: dict[str, Callable[[], bytes]] = {
    "Pocket zip, 1": lambda: pocket.many(1),
    "Pocket zip, 20,000": lambda: pocket.many(20_000),
    "Pocket zip, 200,000": lambda: pocket.many(200_000),
    "bookmarks, 1": lambda: markup.many(1),
    "bookmarks, 100,000": lambda: markup.many(100_000),
    "bookmarks, 400,000": lambda: markup.many(400_000),
}
# Reads a file to its end and tells rows, seconds of processor and the most memory held, in kB.
_MEASURED = """
import re, sys, time
from pathlib import Path
from devket.transfer.formats import Source, detect
source = Source(Path(sys.argv[1]))
rows = sum(1 for _ in detect(source).read(source))
peak = re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]
print(rows, time.process_time(), peak)
"""


def run() -> None:
    """Print the table of files."""
    table = Table("Reading files of other programs", "file", "MB", "rows", "CPU s", "peak MiB")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file"
        for name, made in FILES.items():
            size = path.write_bytes(made())
            done = subprocess.run(
                [sys.executable, "-c", _MEASURED, str(path)], capture_output=True, check=True
            )
            rows, seconds, peak = done.stdout.split()
            table.row(name, size / 1e6, rows.decode(), float(seconds), int(peak) / 1024)
    table.show()
