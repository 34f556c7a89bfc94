"""Fields and bodies that all forms are made of: text is cleaned at this one edge."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from marshmallow import EXCLUDE, RAISE, Schema, fields, validate

from devket.core.text import storable
from devket.web.routing import LARGEST_ID

MOST = 200  # rows of one answer
USUAL = 50
LONGEST_FILTER = 2_000


class Words(fields.String):
    """A text, without what no database stores."""

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **others: Any
    ) -> str:
        return storable(super()._deserialize(value, attr, data, **others))


def words(longest: int, told: str = "", **more: Any) -> Words:
    """Return the field of a text of at most so many characters."""
    metadata = {"description": told} if told else {}
    return Words(validate=validate.Length(max=longest), metadata=metadata, **more)


def row_id(told: str = "", **more: Any) -> fields.Integer:
    """Return the field of an id."""
    metadata = {"description": told} if told else {}
    return fields.Integer(
        strict=True, validate=validate.Range(1, LARGEST_ID), metadata=metadata, **more
    )


def word(offered: type[StrEnum], told: str = "", **more: Any) -> Words:
    """Return the field of one of some words."""
    metadata = {"description": told} if told else {}
    return Words(validate=validate.OneOf([one.value for one in offered]), metadata=metadata, **more)


def truth(told: str = "", **more: Any) -> fields.Boolean:
    """Return the field of yes or no."""
    return fields.Boolean(metadata={"description": told} if told else {}, **more)


class Body(Schema):
    """A JSON object; a name that is not known is refused, so that no wish is lost silently."""

    class Meta:
        """Marshmallow's own."""

        unknown = RAISE


class Asked(Schema):
    """What stands behind the `?` of an address; what is not known there is left alone."""

    class Meta:
        """Marshmallow's own."""

        unknown = EXCLUDE


class Nothing(Body):
    """An empty object."""


class Listed(Asked):
    """Which part of a list: from a cursor on, so many rows."""

    cursor = words(500, "Where to go on: from `next` of the answer before.")
    limit = fields.Integer(
        load_default=USUAL,
        validate=validate.Range(1, MOST),
        metadata={"description": "How many at most."},
    )
