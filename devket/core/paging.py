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
_LARGEST = 2**63 - 1  # what a database takes for a number at all
_LONGEST = 300  # characters of a sort key


@dataclass(frozen=True, slots=True)
class Cursor:
    """The sort key of the last row seen (a time, a number, a text) and, for equals, its id."""

    at: datetime | int | str
    id: int

    def encode(self) -> str:
        """Return the cursor as an opaque word for an address."""
        match self.at:
            case datetime():
                told = str((self.at - _EPOCH) // _MICROSECOND)
            case int():
                told = f"n{self.at}"
            case _:
                told = f"s{self.at}"
        raw = f"{self.id}.{told}".encode("utf-8", "surrogatepass")
        return base64.urlsafe_b64encode(raw).decode().rstrip("=")

    @classmethod
    def decode(cls, word: str, kind: type[object] = object) -> Cursor:
        """Return the cursor of such a word; `InvalidError` unless it is one of this kind of key."""
        try:
            raw = base64.urlsafe_b64decode(word + "=" * (-len(word) % 4)).decode("utf-8")
            number, _, told = raw.partition(".")
            if not 0 < int(number) <= _LARGEST:
                raise ValueError("no row has this id")
            at = _key(told)
            if not isinstance(at, kind):
                raise ValueError("the list is sorted by another kind of key")
            return cls(at, int(number))
        except (ValueError, binascii.Error, OverflowError) as error:
            raise InvalidError("This page address is not one of ours.") from error


def _key(told: str) -> datetime | int | str:
    if told.startswith("s"):
        if "\x00" in told or len(told) > _LONGEST:
            raise ValueError("no list is sorted by this")
        return told[1:]
    if told.startswith("n"):
        if abs(int(told[1:])) > _LARGEST:
            raise ValueError("no row has this number")
        return int(told[1:])
    return _EPOCH + int(told) * _MICROSECOND


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some rows of a list and the cursor of the next page, if there is one."""

    items: tuple[T, ...]
    next_cursor: str | None
