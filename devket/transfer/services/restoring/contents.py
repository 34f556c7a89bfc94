"""What a Devket zip holds, for whoever is asked whether it shall come."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from devket.core.text import clip, one_line
from devket.transfer.formats import Source
from devket.transfer.formats import devket_zip as layout

_PARTS = (
    *(layout.SAVES, layout.TAGS, layout.SEARCHES),
    *(layout.FOLLOWS, layout.POSTS, layout.COMMENTS),
)
_HANDLE_LENGTH = 40  # characters


def contents_of(source: Source) -> dict[str, Any]:
    """Return in words of JSON whose the zip is, since when, and how many lines each part has.

    `UnreadableError` for a file that is damaged or of a newer Devket.
    """
    file = layout.DevketZip(source)
    file.check()
    return {
        "handle": clip(one_line(_word(file.account.get("handle"))), _HANDLE_LENGTH),
        "made_at": _day(file.manifest.get("made_at")),
        "parts": {part: file.count(part) for part in _PARTS},
        "files": file.file_count,
    }


def _word(value: object) -> str:
    return value if isinstance(value, str) else ""


def _day(value: object) -> str:
    """Return a time of the manifest, empty when that is none."""
    try:
        return datetime.fromisoformat(_word(value)).isoformat()
    except ValueError:
        return ""
