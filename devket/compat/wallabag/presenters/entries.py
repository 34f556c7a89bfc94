"""An entry in the types of the strictest clients: states are numbers, what is public is a word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape
from typing import Any

from flask_babel import gettext

from devket.accounts.models import User
from devket.capture.formulas import draw_formulas
from devket.capture.model import State
from devket.compat.wallabag.annotator import Article
from devket.compat.wallabag.models import WallabagExtra
from devket.compat.wallabag.presenters.annotations import annotation
from devket.compat.wallabag.presenters.answers import at
from devket.compat.wallabag.presenters.pictures import address_of, with_addresses
from devket.compat.wallabag.queries.details import Details, Noted
from devket.compat.wallabag.queries.listing import READ, STATUS_OF
from devket.core.urls import host_of
from devket.library.models import Save
from devket.library.presenters import original_of, reason_of
from devket.library.queries import TagRow
from devket.library.services.hashing import hash_of

WORDS_A_MINUTE = 200  # wallabag's own figure
_BETWEEN = re.compile(r"[\W_]+")


def entries(saves: Iterable[Save], details: Details, user: User, *, is_full: bool) -> list[Any]:
    """Return saves, loaded with their texts where these are wanted, as entries."""
    return [entry(save, details, user, is_full=is_full) for save in saves]


def entry(save: Save, details: Details, user: User, *, is_full: bool = True) -> dict[str, Any]:
    """Return one save as an entry; without its text where that is not wanted."""
    extra = details.extras.get(save.id)
    return {
        **_told(save, extra),
        "content": content_of(save, user) if is_full else None,
        "annotations": _annotations(save, details.notes.get(save.id, ()), user, is_full),
        "tags": [tag(row) for row in details.tags.get(save.id, ())],
        "preview_picture": _preview(save, extra, user),
        "user_id": user.id,
        "user_name": user.handle,
        "user_email": user.email,
    }


def _told(save: Save, extra: WallabagExtra | None) -> dict[str, Any]:
    url, changed = original_of(save), at(save.updated_at)
    return {
        "_links": {"self": {"href": f"/api/entries/{save.id}"}},
        "id": save.id,
        "uid": None,
        "title": title_of(save),
        "url": url,
        "hashed_url": hash_of(url),
        "given_url": save.given_url,
        "hashed_given_url": hash_of(save.given_url),
        "origin_url": (extra.origin_url if extra else "") or None,
        "is_archived": int(save.is_archived),
        "archived_at": changed if save.is_archived else None,
        "is_starred": int(save.is_favorite),
        "starred_at": changed if save.is_favorite else None,
        "is_public": False,
        "created_at": at(save.saved_at),
        "updated_at": changed,
        "published_at": at(save.published_at),
        "published_by": [save.byline] if save.byline else None,
        "mimetype": "text/html",
        "language": save.lang or None,
        "reading_time": save.word_count // WORDS_A_MINUTE,
        "domain_name": save.site or host_of(url) or None,
        "http_status": status_of(save),
        "headers": None,
    }


def title_of(save: Save) -> str:
    """Return the title, or the host while there is none: clients make file names of it."""
    return save.title or save.site or host_of(save.given_url) or save.given_url


def status_of(save: Save) -> str | None:
    """Return how the page answered, as far as Devket remembers it."""
    if save.state in READ:
        return "200"
    return STATUS_OF.get(save.reason) if save.reason else None


def content_of(save: Save, user: User) -> str:
    """Return the text with addresses of pictures that open by themselves; else what is known."""
    article = save.capture.article if save.capture else None
    if article is not None:
        return with_addresses(draw_formulas(article.content_html), user)
    waits = save.state is State.PENDING or save.capture_due_at is not None
    told = gettext("Devket is fetching this page.") if waits else reason_of(save)
    return "".join(f"<p>{escape(part)}</p>" for part in (save.excerpt, told) if part)


def tag(row: TagRow, *, with_count: bool = False) -> dict[str, Any]:
    """Return a tag. No slug is empty: some clients take it for the name."""
    told = {"id": row.id, "label": row.name, "slug": slug(row.key) or str(row.id)}
    return {**told, "nbEntries": row.save_count} if with_count else told


def slug(text: str) -> str:
    """Return words of a text, in any script, with a hyphen between them."""
    return _BETWEEN.sub("-", text.lower()).strip("-")


def _annotations(
    save: Save, notes: Sequence[Noted], user: User, is_full: bool
) -> list[dict[str, Any]]:
    if not notes:
        return []
    article = save.capture.article if is_full and save.capture else None
    ground = Article(article.content_html) if article else None
    return [annotation(noted, user, ground) for noted in notes]


def _preview(save: Save, extra: WallabagExtra | None, user: User) -> str | None:
    if save.lead_image_key:
        return address_of(save.lead_image_key, user)
    return (extra.preview_picture if extra else "") or None
