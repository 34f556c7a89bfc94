"""Column types: aware UTC times, enums kept as their words, sanitised markup."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import DateTime, Dialect, String, Text
from sqlalchemy.types import TypeDecorator

from devket.core.types import SafeHtml


class UtcDateTime(TypeDecorator[datetime]):
    """An aware UTC time on both databases; SQLite keeps it without its zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone cannot be stored")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class WordEnum(TypeDecorator[StrEnum]):
    """A `StrEnum` kept as its word: readable in the database, no type to migrate."""

    impl = String
    cache_ok = True

    def __init__(self, words: type[StrEnum], *, length: int = 24) -> None:
        self.words = words
        super().__init__(length)

    def process_bind_param(self, value: StrEnum | None, dialect: Dialect) -> str | None:
        return None if value is None else self.words(value).value

    def process_result_value(self, value: Any, dialect: Dialect) -> StrEnum | None:
        return None if value is None else self.words(value)


class SafeHtmlText(TypeDecorator[SafeHtml]):
    """Markup that went in sanitised comes out sanitised; anything else is refused at the door."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: SafeHtml | None, dialect: Dialect) -> str | None:
        if value is not None and not isinstance(value, SafeHtml):
            raise TypeError("only SafeHtml may be stored as markup")
        return None if value is None else str(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> SafeHtml | None:
        return None if value is None else SafeHtml(value)


def sorted_string(length: int) -> String:
    """Return the type of a text that lists are sorted by: by code point on both databases.

    PostgreSQL would sort by the language of its machine, and no index would fit all of them.
    """
    return String(length).with_variant(String(length, collation="C"), "postgresql")
