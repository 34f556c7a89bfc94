"""Addresses of searches, for the pages of search and of other rooms."""

from __future__ import annotations

import re
from typing import Any

from flask import url_for

from devket.core.errors import InvalidError
from devket.core.urls import parse_address

# `np.array` is a word of code; an address says more than a name with a dot in it.
_ADDRESS = re.compile(r"(https?://|www\.)\S+|[\w-]+(\.[\w-]+)+/\S*", re.IGNORECASE)


def search_href(query: str, *, sort: str = "", typed: str = "", after: str = "") -> str:
    """Return the address of a search; with `typed` its last word may go on."""
    wanted = {"q": query, "sort": sort, "typed": typed, "after": after}
    given: dict[str, Any] = {name: value for name, value in wanted.items() if value}
    return url_for("search.search", **given)


def address_in(text: str) -> str:
    """Return the address that somebody pasted into the box of search, empty when it is none."""
    if not _ADDRESS.fullmatch(text):
        return ""
    try:
        return parse_address(text)
    except InvalidError:
        return ""
