"""Reads of feeds and of what stands in them, each narrowed by a policy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import Session, contains_eager

from devket.accounts import policies
from devket.accounts.models import Credential, Kind
from devket.core.errors import NotFoundError
from devket.core.types import SafeHtml
from devket.library.models import Article, Capture, Save, Tag
from devket.library.policies import readable_by
from devket.library.queries import TagRow
from devket.search.models import SavedSearch
from devket.search.policies import readable_by as searches_of

T = TypeVar("T")
LARGEST_TEXT = 300_000  # characters of one text in a feed; of longer ones it has the beginning


def feed_to_change(session: Session, user_id: int, feed_id: int) -> Credential:
    """Return a feed of this person, its row locked; `NotFoundError` for foreign ones alike."""
    chosen = select(Credential).where(
        Credential.id == feed_id, Credential.kind == Kind.FEED, policies.credentials_of(user_id)
    )
    return _one(session.scalars(chosen.with_for_update()).one_or_none())


def feed_that_shows(session: Session, feed_id: int, now: datetime) -> Credential:
    """Return a feed for whoever has a signature of it, while its owner may enter."""
    chosen = select(Credential).join(Credential.user).options(contains_eager(Credential.user))
    chosen = chosen.where(
        Credential.id == feed_id,
        Credential.kind == Kind.FEED,
        policies.valid_credentials(now),
        policies.entering(),
    )
    return _one(session.scalars(chosen).one_or_none())


def tag_by_id(session: Session, owner_id: int, tag_id: int) -> TagRow:
    """Return a tag of this person; `NotFoundError` for foreign ones alike."""
    chosen = select(Tag.id, Tag.name, Tag.key, Tag.save_count)
    found = session.execute(chosen.where(Tag.id == tag_id, Tag.owner_id == owner_id)).first()
    return TagRow(*_one(found))


def search_by_id(session: Session, owner_id: int, search_id: int) -> SavedSearch:
    """Return a saved search of this person; `NotFoundError` for foreign ones alike."""
    chosen = select(SavedSearch).where(SavedSearch.id == search_id, searches_of(owner_id))
    return _one(session.scalars(chosen).one_or_none())


def captured_at(session: Session, saves: Sequence[Save]) -> Mapping[int, datetime]:
    """Return when the shown version of each was captured, by the capture's id."""
    ids = [save.capture_id for save in saves if save.capture_id is not None]
    chosen = select(Capture.id, Capture.captured_at).where(Capture.id.in_(ids))
    return {row.id: row.captured_at for row in session.execute(chosen)}


def texts_of(session: Session, owner_id: int, saves: Sequence[Save]) -> Mapping[int, SafeHtml]:
    """Return the texts of these saves by their ids, but for those that are too long for a feed."""
    ids = [save.id for save in saves if save.capture_id is not None]
    chosen = select(Save.id, Article.content_html)
    chosen = chosen.join(Article, Article.capture_id == Save.capture_id)
    chosen = chosen.where(
        Save.id.in_(ids), readable_by(owner_id), func.length(Article.content_html) <= LARGEST_TEXT
    )
    return {row.id: row.content_html for row in session.execute(chosen)}


def _one(found: T | None) -> T:
    if found is None:
        raise NotFoundError
    return found
