"""Keeping searches under names: save, rename, pin, move, delete, take back. Flush, never commit."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from devket.core.clock import Clock
from devket.core.errors import ConflictError, InvalidError
from devket.core.text import one_line
from devket.search import language
from devket.search.models import NAME_LENGTH, QUERY_LENGTH, SavedSearch
from devket.search.queries.saved import saved_searches, search_to_change, search_to_restore

MOST = 100
UNDO_FOR = timedelta(days=1)


def save_search(
    session: Session, *, owner_id: int, name: str, query: str, is_pinned: bool, clock: Clock
) -> SavedSearch:
    """Keep a query under a name, below those there are.

    `InvalidError` (its `field` is "name" or "query") for an empty or long one, a query that cannot
    be read, and one too many; `ConflictError` when the name or the query is there already.
    """
    name, query = _judged_name(name), one_line(query)
    if len(query) > QUERY_LENGTH:
        raise InvalidError(
            "A search to be saved has at most %(most)d characters.",
            field="query",
            most=QUERY_LENGTH,
        )
    if language.parse(query, now=clock()).is_empty:
        raise InvalidError("There is nothing to search for yet.", field="query")
    others = saved_searches(session, owner_id)
    if len(others) >= MOST:
        raise InvalidError(
            "You have saved %(most)d searches, which is all there is room for. Delete one first.",
            field="query",
            most=MOST,
        )
    _refuse_a_name_taken(name, others)
    _refuse_a_twin(query, others)
    last = max((other.position for other in others), default=0)
    made = SavedSearch(
        owner_id=owner_id, name=name, query=query, is_pinned=is_pinned, position=last + 1
    )
    session.add(made)
    session.flush()
    return made


def rename_search(session: Session, *, viewer_id: int, search_id: int, name: str) -> SavedSearch:
    """Give a search another name. Errors as for a new one."""
    found = search_to_change(session, viewer_id, search_id)
    name = _judged_name(name)
    _refuse_a_name_taken(
        name, [other for other in saved_searches(session, viewer_id) if other.id != found.id]
    )
    found.name = name
    session.flush()
    return found


def pin_search(session: Session, *, viewer_id: int, search_id: int, to: bool) -> SavedSearch:
    """Show a search beside the lists, or no more."""
    found = search_to_change(session, viewer_id, search_id)
    found.is_pinned = to
    session.flush()
    return found


def move_search(session: Session, *, viewer_id: int, search_id: int, by: int) -> SavedSearch:
    """Move a search by one place up (-1) or down (1); at the end of the list it stays."""
    found = search_to_change(session, viewer_id, search_id)
    order = list(saved_searches(session, viewer_id))
    at = order.index(found)
    to = min(max(at + by, 0), len(order) - 1)
    order.insert(to, order.pop(at))
    for place, search in enumerate(order, start=1):
        search.position = place
    session.flush()
    return found


def delete_search(session: Session, *, viewer_id: int, search_id: int, clock: Clock) -> SavedSearch:
    """Take a search away; for a day it can be taken back."""
    found = search_to_change(session, viewer_id, search_id)
    now = clock()
    outlived = delete(SavedSearch).where(
        SavedSearch.owner_id == viewer_id, SavedSearch.deleted_at < now - UNDO_FOR
    )
    session.execute(outlived)
    found.deleted_at = now
    session.flush()
    return found


def restore_search(session: Session, *, viewer_id: int, search_id: int) -> SavedSearch:
    """Take a deletion back, to the place it had. Errors as for a new one."""
    found = search_to_restore(session, viewer_id, search_id)
    others = saved_searches(session, viewer_id)
    if len(others) >= MOST:
        raise InvalidError("There is no room for it any more. Delete another search first.")
    _refuse_a_name_taken(found.name, others)
    _refuse_a_twin(found.query, others)
    found.deleted_at = None
    session.flush()
    return found


def _judged_name(typed: str) -> str:
    name = one_line(typed)
    if not name:
        raise InvalidError("Give the search a name.", field="name")
    if len(name) > NAME_LENGTH:
        raise InvalidError(
            "A name has at most %(most)d characters.", field="name", most=NAME_LENGTH
        )
    return name


def _refuse_a_name_taken(name: str, others: list[SavedSearch]) -> None:
    if any(other.name.casefold() == name.casefold() for other in others):
        raise ConflictError(
            "You have a search called “%(name)s” already. Choose another name.",
            field="name",
            name=name,
        )


def _refuse_a_twin(query: str, others: list[SavedSearch]) -> None:
    twin = next((other for other in others if other.query == query), None)
    if twin is not None:
        raise ConflictError(
            "You have saved this search already, as “%(name)s”.", field="query", name=twin.name
        )
