"""What addresses of the admin area may ask for; whatever is strange counts as not asked."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from devket.admin.queries import people, saves
from devket.capture.model import Reason, State
from devket.core.text import one_line
from devket.web.routing import LARGEST_ID

Word = TypeVar("Word", bound=StrEnum)
SEARCH_LENGTH = 200
Args = Mapping[str, str]


def word(kind: type[Word], typed: str | None) -> Word | None:
    """Return the word of this kind that was asked for, None for any other."""
    return next((known for known in kind if known == typed), None)


def number(typed: str | None) -> int | None:
    """Return an id that a row may have, None for anything else."""
    if not typed or not typed.isascii() or not typed.isdecimal() or len(typed) > 10:
        return None
    found = int(typed)
    return found if 0 < found <= LARGEST_ID else None


def _search(args: Args) -> str:
    return one_line(args.get("search", ""))[:SEARCH_LENGTH]


def asked_people(args: Args) -> people.Asked:
    """Return which people an address asks for."""
    order = word(people.Order, args.get("sort")) or people.Order.NEWEST
    after = one_line(args.get("after", ""))[:SEARCH_LENGTH]
    if order is not people.Order.HANDLE and number(after) is None:
        after = ""
    return people.Asked(
        search=_search(args),
        group=word(people.Group, args.get("group")) or people.Group.EVERYBODY,
        order=order,
        after=after,
    )


def asked_saves(args: Args) -> saves.Asked:
    """Return which saves an address asks for."""
    return saves.Asked(
        search=_search(args),
        state=word(State, args.get("state")),
        reason=word(Reason, args.get("reason")),
        owner_id=number(args.get("owner")),
        before=number(args.get("before")),
    )
