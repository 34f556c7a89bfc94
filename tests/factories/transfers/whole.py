"""A zip of a whole account, as large as one likes, of which next to nothing is written to disk."""

from __future__ import annotations

import hashlib
import json
import zipfile
from pathlib import Path

from devket.transfer.formats.devket_zip import SAVES

GAP = 5 * 1024**3
LINE = b'{"given_url": "https://a.example/"}\n'


def sparse(path: Path, *, lines: int = 1, files: int = 1) -> Path:
    """Write a zip whose later members, its table of contents too, lie beyond a gap of 5 GiB."""
    saves = LINE * lines
    part = {"rows": lines, "sha256": hashlib.sha256(saves).hexdigest()}
    manifest = {"format": "devket", "version": 1, "parts": {SAVES: part}}
    with path.open("wb") as file, zipfile.ZipFile(file, "w", allowZip64=True) as archive:
        archive.writestr("account.json", '{"handle": "alice"}')
        archive.start_dir = GAP  # where the next member goes
        archive.writestr(SAVES, saves)
        for number in range(files):
            data = b"picture %d" % number
            archive.writestr(f"files/{hashlib.sha256(data).hexdigest()}.png", data)
        archive.writestr("manifest.json", json.dumps(manifest))
    return path
