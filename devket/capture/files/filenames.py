"""Names of files: in an address, or sent by a server (`Content-Disposition`, RFC 6266)."""

from __future__ import annotations

import re
from email.message import Message
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from devket.core.text import clip, one_line

_PATH = re.compile(r"[\\/]")


def file_name(url: str) -> str:
    """Return the last part of an address as people read it, the host when there is none."""
    parts = urlsplit(url)
    return unquote(PurePosixPath(parts.path).name) or parts.hostname or url


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
