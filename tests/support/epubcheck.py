"""The checker of books by those who define EPUB (Debian's package `epubcheck`)."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

# A jar: it is started by its name only where the system knows what to do with those.
_JAR = "/usr/bin/epubcheck"
_FAULT = re.compile(r"^(?:FATAL|ERROR|WARNING)\b.*", re.MULTILINE)


def faults_of(book: bytes, folder: Path) -> list[str]:
    """Return what is wrong with a book, a line each; one start of Java takes some seconds."""
    path = folder / "book.epub"
    path.write_bytes(book)
    done = subprocess.run(
        ["java", "-jar", _JAR, str(path)], capture_output=True, text=True, timeout=300, check=False
    )
    said = done.stdout + done.stderr
    assert "EPUBCheck completed" in said, said
    faults = _FAULT.findall(said)
    assert bool(faults) == (done.returncode != 0), said
    return faults
