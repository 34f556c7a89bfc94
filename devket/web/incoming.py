"""Requests whose large files go to the disk of the data, not to memory or a small `/tmp`."""

from __future__ import annotations

import tempfile
from io import BytesIO
from typing import IO, Any

from flask import Request

from devket.web.parts import parts

IN_MEMORY = 512 * 1024  # bytes


class Incoming(Request):
    """Flask's request, but for where its files are kept while it is at hand."""

    def _get_file_stream(self, total_content_length: int | None, *_: Any, **__: Any) -> IO[bytes]:
        """Return where a file is written to (Werkzeug's own hook); a large one has a name."""
        if total_content_length is not None and total_content_length <= IN_MEMORY:
            return BytesIO()
        scratch = parts().scratch
        scratch.mkdir(parents=True, exist_ok=True)
        # The request closes it, and then it is gone.
        return tempfile.NamedTemporaryFile("rb+", dir=scratch, prefix="upload-")
