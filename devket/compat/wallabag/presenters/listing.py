"""A page of a list, with its links (HAL)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode


def envelope(
    items: list[Any], *, page: int, size: int, total: int, address: str, args: Mapping[str, str]
) -> dict[str, Any]:
    """Return a page of a list. There is always a first page, even of nothing."""
    pages = pages_of(total, size)
    numbers = {"self": page, "first": 1, "last": pages}
    if page < pages:
        numbers["next"] = page + 1
    if page > 1:
        numbers["previous"] = page - 1
    links = {
        name: {"href": f"{address}?{_query({**args, 'page': str(number), 'perPage': str(size)})}"}
        for name, number in numbers.items()
    }
    told = {"page": page, "limit": size, "pages": pages, "total": total}
    return {**told, "_links": links, "_embedded": {"items": items}}


def pages_of(total: int, size: int) -> int:
    """Return how many pages there are: one at least."""
    return max(1, -(-total // size))


def _query(args: Mapping[str, str]) -> str:
    return urlencode(args, safe=",")
