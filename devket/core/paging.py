"""Keyset paging: a page starts after the last row seen, never at an offset."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Generic, TypeVar

from devket.core.errors import InvalidError

T = TypeVar("T")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_LARGEST_ID = 2**63 - 1  # what a database takes for a number at all


@dataclass(frozen=True, slots=True)
class Cursor:
    """The sort key of the last row seen: its time and, for rows of one instant, its id."""

    at: datetime
    id: int

    def encode(self) -> str:
        """Return the cursor as an opaque word for an address."""
        raw = f"{(self.at - _EPOCH) // _MICROSECOND}.{self.id}"
        return base64.urlsafe_b64encode(raw.encode()).decode().rstrip("=")

    @classmethod
    def decode(cls, word: str) -> Cursor:
        """Return the cursor of such a word; `InvalidError` when it is not one."""
        try:
            raw = base64.urlsafe_b64decode(word + "=" * (-len(word) % 4)).decode("ascii")
            micros, _, number = raw.partition(".")
            if not 0 < int(number) <= _LARGEST_ID:
                raise ValueError("no row has this id")
            return cls(_EPOCH + int(micros) * _MICROSECOND, int(number))
        except (ValueError, binascii.Error, OverflowError) as error:
            raise InvalidError("This page address is not one of ours.") from error


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some rows of a list and the cursor of the next page, if there is one."""

    items: tuple[T, ...]
    next_cursor: str | None
