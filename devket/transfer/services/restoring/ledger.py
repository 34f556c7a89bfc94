"""What is said of saves before a batch of lines comes, so that it can be taken back exactly."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy.orm import Session

from devket.library.models import Save
from devket.library.services.bringing import Facts, change_between, facts_of
from devket.reading.services.bringing import standing


class Ledger:
    """Opened before a batch comes, with the saves that are there already."""

    def __init__(self, session: Session, there: Iterable[Save]) -> None:
        self._session = session
        self._was = facts_of(session, list(there))
        self._marked = standing(session, self._was.keys())

    def before(self, saves: Iterable[Save]) -> dict[int, dict[str, Any]]:
        """Return by saves what it takes to undo what has come since, as `ImportRow.before`."""
        now = facts_of(self._session, list({save.id: save for save in saves}.values()))
        marked = standing(self._session, now.keys())
        told = {}
        for save_id, facts in now.items():
            before = _before(self._was.get(save_id), facts)
            known = self._marked.get(save_id, {})
            if more := [(id_, mark) for id_, mark in marked[save_id].items() if id_ not in known]:
                before["highlights"] = more
            if before:
                told[save_id] = before
        return told


def _before(was: Facts | None, now: Facts) -> dict[str, Any]:
    if was is None or was.deleted_at is not None:  # what was deleted lately is back as if new
        return {"mark": now.mark}
    change = change_between(was, now)
    return {"was": change.was, "now": change.now} if change else {}
