"""What an address may hold: numbers that fit the database's ids, and nothing larger."""

from __future__ import annotations

from flask import Flask
from werkzeug.routing import IntegerConverter, Map, ValidationError

LARGEST_ID = 2**31 - 1  # PostgreSQL's integer; a larger number is simply not there


class _IdConverter(IntegerConverter):
    # Python takes digits of every script for numbers: then one row would have many addresses.
    regex = "[0-9]+"

    def to_python(self, value: str) -> int:
        """Return the id; 0, which no row has, for one that is too large for a row.

        Were it refused here, an address with several rules, one for each method, would answer 405.
        """
        try:
            return int(super().to_python(value))
        except ValidationError:
            return 0

    def __init__(self, map: Map, fixed_digits: int = 0, max: int = LARGEST_ID) -> None:
        super().__init__(map, fixed_digits, max=max)


def init_app(app: Flask) -> None:
    """Answer 404 to ids that no row can have, before any query is asked."""
    app.url_map.converters["int"] = _IdConverter
