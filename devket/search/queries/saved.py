"""Saved searches, in the order that their owner gave them."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from devket.core.errors import NotFoundError
from devket.search.models import SavedSearch
from devket.search.policies import readable_by, restorable_by


def saved_searches(session: Session, owner_id: int) -> list[SavedSearch]:
    """Return all of a person's searches, at most some hundred."""
    chosen = select(SavedSearch).where(readable_by(owner_id))
    return list(session.scalars(chosen.order_by(SavedSearch.position, SavedSearch.id)))


def pinned_searches(session: Session, owner_id: int) -> list[SavedSearch]:
    """Return those that stand beside the lists."""
    chosen = select(SavedSearch).where(readable_by(owner_id), SavedSearch.is_pinned.is_(True))
    return list(session.scalars(chosen.order_by(SavedSearch.position, SavedSearch.id)))


def search_to_change(session: Session, viewer_id: int | None, search_id: int) -> SavedSearch:
    """Return a search of this person, its row locked; `NotFoundError` for foreign ones alike."""
    chosen = select(SavedSearch).where(SavedSearch.id == search_id, readable_by(viewer_id))
    found = session.scalars(chosen.with_for_update()).one_or_none()
    if found is None:
        raise NotFoundError
    return found


def search_to_restore(session: Session, viewer_id: int | None, search_id: int) -> SavedSearch:
    """Return a deleted search that this person may take back, its row locked."""
    chosen = select(SavedSearch).where(SavedSearch.id == search_id, restorable_by(viewer_id))
    found = session.scalars(chosen.with_for_update()).one_or_none()
    if found is None:
        raise NotFoundError
    return found
