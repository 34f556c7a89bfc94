"""What is brought: a page as it was kept elsewhere, and what became of it here."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A page as it was kept elsewhere; an empty value says nothing of it.

    `key` is that of `saving.key_of`, `tags` are names as `core.tags` makes them. An update only
    adds tags and a note to a page that is here.
    """

    url: str
    key: str
    saved_at: datetime | None = None
    now: datetime  # for a new save without a time of its own
    title: str = ""
    is_archived: bool = False
    is_favorite: bool = False
    is_update: bool = False
    tags: tuple[str, ...] = ()
    note: str = ""
    progress: int = 0
    lang: str = ""
    byline: str = ""
    page_key: str | None = None  # its text as it came, in the store of files
    due_at: datetime  # when its text is to be had


class Result(StrEnum):
    """What became of one."""

    NEW = "new"
    MERGED = "merged"
    UNCHANGED = "unchanged"


@dataclass(slots=True)
class Change:
    """What was changed of a save: each fact as it was and as it is now, in words of JSON.

    Of tags only those that were added are told, by `now`.
    """

    was: dict[str, Any] = field(default_factory=dict)
    now: dict[str, Any] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.now)


@dataclass(slots=True)
class Brought:
    """What became of one: the save, what was changed; for a new one a mark of how it was left."""

    result: Result
    save_id: int | None = None
    change: Change = field(default_factory=Change)
    mark: str = ""
    remarks: tuple[str, ...] = ()  # gettext keys
