"""What the operators of a query ask of saves, as conditions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, or_, select

from devket.core.text import WORDS_A_MINUTE
from devket.library.models import Save, SaveTag
from devket.search.language import Filter

_IS: dict[str, ColumnElement[bool]] = {
    "unread": and_(Save.is_archived.is_(False), Save.snoozed_until.is_(None)),
    "archived": Save.is_archived.is_(True),
    "favorite": Save.is_favorite.is_(True),
    "snoozed": Save.snoozed_until.is_not(None),
}
_HAS: dict[str, ColumnElement[bool]] = {
    "highlight": Save.highlight_count > 0,
    "note": Save.has_note.is_(True),
    "code": Save.code_count > 0,
    "tag": exists(select(SaveTag.tag_id).where(SaveTag.save_id == Save.id)),
}


def condition_of(one: Filter) -> ColumnElement[bool]:
    """Return the condition of an operator that asks columns of saves."""
    match one.name, one.value:
        case "is", str(value):
            return _IS[value]
        case "has", str(value):
            return _HAS[value]
        case "kind", str(value):
            return Save.kind == value
        case "lang", str(value):
            return or_(Save.lang == value, Save.lang.istartswith(f"{value}-", autoescape=True))
        case "site", str(value):
            return or_(Save.site == value, Save.site.endswith(f".{value}", autoescape=True))
        case "before", datetime() as day:
            return Save.saved_at < day
        case "after", datetime() as day:
            return Save.saved_at >= day
        case "time", (least, most):
            return _takes(least, most)
    raise AssertionError(f"no such operator: {one.name}")


def carries(tag_ids: Sequence[int]) -> ColumnElement[bool]:
    """Return the condition of the saves that carry one of these tags."""
    return Save.id.in_(select(SaveTag.save_id).where(SaveTag.tag_id.in_(tag_ids)))


def _takes(least: int | None, most: int | None) -> ColumnElement[bool]:
    """Return the condition of texts of so many minutes, as `core.text.reading_minutes` has them."""
    held = [Save.word_count > 0]
    if least is not None and least > 1:
        held.append(Save.word_count > (least - 0.5) * WORDS_A_MINUTE)
    if most is not None:
        held.append(Save.word_count < (most + 0.5) * WORDS_A_MINUTE)
    return and_(*held)
