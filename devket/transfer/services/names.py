"""Which columns a Devket zip holds, table by table: what is here is written and read back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from devket.library.models import DESCRIPTION

PREFERENCES = (
    "display_name",
    "is_private",
    "language",
    "theme",
    "list_view",
    "reader_font",
    "reader_size",
    "reader_width",
    "reader_leading",
)
PROFILE = ("picture_key", "name", "website", "bio", "hides_counts")
TAG = ("name", "is_public", "shows_notes")
SEARCH = ("name", "query", "is_pinned", "position")
SAVE = (
    "given_url",
    *DESCRIPTION,
    "is_favorite",
    "is_archived",
    "saved_at",
    "created_at",
    "snoozed_until",
    "progress",
    "read_at",
    "reviewed_at",
    "link_gone_at",
    "chosen_by_reader",
)
VERSION = (
    "version",
    *DESCRIPTION,
    "captured_at",
    "finished_at",
    "detail",
    "log",
    "engine",
    "choice",
    "is_last_part",
    "score",
    "image_count",
    "source_key",
    "source_type",
)
IMAGE = ("position", "source", "blob_key", "content_type", "width", "height", "failure")
HIGHLIGHT = (
    "color",
    "quote",
    "prefix",
    "suffix",
    "note",
    "is_code",
    "is_detached",
    "created_at",
)
ANCHOR = ("quote", "prefix", "suffix")
POSITION = ("block", "words", "moved_at")
POST = (
    "text",
    "location",
    "visibility",
    "commenting",
    "created_at",
    "uploaded_at",
    "edited_at",
    "link_url",
    "link_title",
    "link_site",
    "link_excerpt",
    "quote",
)
SIZES = ("small_key", "medium_key", "large_key")
PICTURE = (
    *SIZES,
    "width",
    "height",
    "placeholder",
    "created_at",
)
EDIT = ("text", "location", "replaced_at")
COMMENT = ("text", "created_at", "edited_at")
# Columns of all of these that name a file.
FILES = (
    "picture_key",
    "lead_image_key",
    "thumb_key",
    "source_key",
    "blob_key",
    *SIZES,
)


def files_of(line: Mapping[str, Any]) -> set[str]:
    """Return the keys of all files that a line of a save, a post or the account names."""
    found = {key for name in FILES if isinstance(key := line.get(name), str)}
    for part in (line.get("version"), line.get("profile")):
        found |= files_of(part) if isinstance(part, Mapping) else set()
    for many in (line.get("images"), line.get("pictures")):
        for one in many if isinstance(many, list) else ():
            found |= files_of(one) if isinstance(one, Mapping) else set()
    return found
