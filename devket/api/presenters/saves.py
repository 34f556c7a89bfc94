"""Saves, their versions, tags, highlights and searches, as programs are told of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from devket.api.presenters.shapes import slug
from devket.api.queries import Gone
from devket.core.text import reading_minutes
from devket.library.models import Article, Capture, Save
from devket.library.queries import TagRow
from devket.reading.models import Highlight
from devket.search.models import SavedSearch

Told = dict[str, Any]


def moment(at: datetime | None) -> str | None:
    """Return a time as RFC 3339 has it, in UTC."""
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z") if at else None


def save_told(save: Save, tags: Sequence[str]) -> Told:
    """Return a save; `tags` are the names of those it carries."""
    return {
        "id": save.id,
        "url": save.given_url,
        "final_url": save.final_url,
        "title": save.title,
        "site": save.site,
        "author": save.byline,
        "excerpt": save.excerpt,
        "language": save.lang,
        "direction": save.dir,
        "kind": slug(save.kind),
        "tags": list(tags),
        "is_archived": save.is_archived,
        "is_favorite": save.is_favorite,
        **_times(save),
        "progress": save.progress,
        "word_count": save.word_count or 0,
        "reading_minutes": reading_minutes(save.word_count or 0),
        "highlight_count": save.highlight_count,
        "has_note": save.has_note,
        "is_link_gone": save.link_gone_at is not None,
        "capture": {
            "state": slug(save.state),
            "reason": slug(save.reason) if save.reason else None,
            "is_pending": save.capture_due_at is not None,
        },
    }


def whole_told(save: Save, tags: Sequence[str], note: str) -> Told:
    """Return a save by itself, with what its owner wrote about it."""
    return {**save_told(save, tags), "note": note}


def _times(save: Save) -> Told:
    names = ("snoozed_until", "saved_at", "created_at", "updated_at", "read_at", "published_at")
    return {name: moment(getattr(save, name)) for name in names}


def saves_told(saves: Sequence[Save], tags: Mapping[int, Sequence[str]]) -> list[Told]:
    """Return saves in their order; `tags` by the ids of saves."""
    return [save_told(save, tags.get(save.id, ())) for save in saves]


def gone_told(gone: Sequence[Gone]) -> list[Told]:
    """Return what is left of saves that were deleted."""
    return [{"id": one.id, "deleted_at": moment(one.deleted_at)} for one in gone]


def content_told(version: int, article: Article | None) -> Told | None:
    """Return the text of a version, None where there is none."""
    if article is None:
        return None
    return {"version": version, "html": str(article.content_html), "text": article.text}


def version_told(save: Save, capture: Capture) -> Told:
    """Return a version of a save."""
    return {
        "version": capture.version,
        "captured_at": moment(capture.captured_at),
        "is_shown": capture.id == save.capture_id,
        "state": slug(capture.state),
        "reason": slug(capture.reason) if capture.reason else None,
        "title": capture.title,
        "final_url": capture.final_url,
        "word_count": capture.word_count or 0,
    }


def tag_told(tag: TagRow) -> Told:
    """Return a tag."""
    return {"name": tag.name, "save_count": tag.save_count}


def highlight_told(one: Highlight) -> Told:
    """Return a highlight."""
    return {
        "id": one.id,
        "save_id": one.save_id,
        "quote": one.quote,
        "prefix": one.prefix,
        "suffix": one.suffix,
        "note": one.note,
        "color": one.color.value,
        "is_code": one.is_code,
        "is_detached": one.is_detached,
        "created_at": moment(one.created_at),
        "updated_at": moment(one.updated_at),
    }


def search_told(one: SavedSearch) -> Told:
    """Return a search that is kept."""
    return {"id": one.id, "name": one.name, "query": one.query, "is_pinned": one.is_pinned}
