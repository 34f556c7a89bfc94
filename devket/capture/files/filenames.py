"""The name a server gives a file it sends (`Content-Disposition`, RFC 6266)."""

from __future__ import annotations

import re
from email.message import Message
from pathlib import PurePosixPath

from devket.core.text import clip, one_line

_PATH = re.compile(r"[\\/]")


def name_sent(disposition: str | None) -> str:
    """Return the file name in a Content-Disposition header, without folders; empty for none."""
    if not disposition or len(disposition) > 2_000:
        return ""
    message = Message()
    message["Content-Disposition"] = disposition.replace("\r", " ").replace("\n", " ")
    try:
        name = message.get_filename() or ""
    except (LookupError, ValueError, TypeError):  # unknown charsets, broken escapes
        return ""
    plain = one_line(PurePosixPath(_PATH.sub("/", name)).name)
    return clip(plain, 200)
