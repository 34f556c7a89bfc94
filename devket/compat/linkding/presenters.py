"""Objects as strict clients decode them: texts never null, times with `Z`, every key there."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from flask import request

from devket.compat.linkding.queries import Kept, Slice
from devket.library.models import DONE, Capture, Tag
from devket.web.parts import parts

VERSION = "1.46.2"  # of linkding, whose interface this is
PROFILE: dict[str, object] = {
    "theme": "auto",
    "bookmark_date_display": "relative",
    "bookmark_link_target": "_blank",
    "web_archive_integration": "disabled",
    "tag_search": "lax",
    "enable_sharing": False,
    "enable_public_sharing": False,
    "enable_favicons": False,
    "display_url": False,
    "permanent_notes": False,
    "search_preferences": {"sort": "added_desc", "shared": "off", "unread": "off"},
    "version": VERSION,
}


def bookmark(kept: Kept) -> dict[str, object]:
    """Return a save as a bookmark."""
    save = kept.save
    return {
        "id": save.id,
        "url": save.given_url,
        "title": save.title,
        "description": save.excerpt,
        "notes": kept.note,
        "web_archive_snapshot_url": _archived(save.given_url, save.saved_at),
        "favicon_url": None,
        "preview_image_url": None,
        "is_archived": save.is_archived,
        "unread": save.progress < DONE,
        "shared": kept.is_shared,
        "tag_names": [hyphened(name) for name in kept.tags],
        "date_added": moment(save.saved_at),
        "date_modified": moment(save.updated_at),
        "website_title": None,
        "website_description": None,
    }


def tag(row: Tag) -> dict[str, object]:
    """Return a tag."""
    return {"id": row.id, "name": hyphened(row.name), "date_added": moment(row.created_at)}


def asset(row: Capture) -> dict[str, object]:
    """Return a version of a page as the snapshot of a bookmark."""
    return {
        "id": row.id,
        "bookmark": row.save_id,
        "date_created": moment(row.captured_at),
        "file_size": None,
        "asset_type": "snapshot",
        "content_type": row.source_type,
        "display_name": f"Version {row.version}",
        "status": "complete",
    }


def metadata(url: str, kept: Kept | None) -> dict[str, str | None]:
    """Return what is known of a page; nobody is asked for it, the client knows its own page."""
    title, description = (kept.save.title, kept.save.excerpt) if kept else ("", "")
    told = {"title": title or None, "description": description or None}
    return {"url": url, **told, "preview_image": None}


def hyphened(name: str) -> str:
    """Return a tag's name as clients take it, which part names at blanks."""
    return "-".join(name.split())


def moment(at: datetime) -> str:
    """Return a time as strict clients parse it."""
    return at.isoformat().replace("+00:00", "Z")


def head(count: int, part: Slice) -> str:
    """Return the beginning of an answer with a list, up to the objects in it."""
    before = max(part.offset - part.limit, 0)
    told = {
        "count": count,
        "next": _address(part, part.offset + part.limit)
        if part.offset + part.limit < count
        else None,
        "previous": _address(part, before) if part.offset > 0 else None,
    }
    return json.dumps(told, ensure_ascii=False)[:-1] + ', "results": ['


def envelope(count: int, part: Slice, items: Iterable[dict[str, object]]) -> str:
    """Return a whole list."""
    return head(count, part) + written(list(items)) + "]}"


def written(items: Sequence[Any]) -> str:
    """Return objects as they stand within a list."""
    return json.dumps(items, ensure_ascii=False)[1:-1]


def _address(part: Slice, offset: int) -> str:
    """Return the address of another part of the list that was asked for."""
    kept = [pair for pair in request.args.items(multi=True) if pair[0] not in ("limit", "offset")]
    asked = [*kept, ("limit", str(part.limit))]
    asked += [("offset", str(offset))] if offset else []
    return f"{parts().base_url}{request.path}?{urlencode(asked)}"


def _archived(url: str, at: datetime) -> str:
    return f"https://web.archive.org/web/{at:%Y%m%d%H%M%S}/{url}"
