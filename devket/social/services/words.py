"""What people write, before it is kept: tidied, and the handles, hashtags and addresses in it."""

from __future__ import annotations

from devket.core.text import said as tidy
from devket.core.wording import (
    FOUND,
    MOST_HASHTAGS,
    MOST_MENTIONS,
    addresses_in,
    handles_in,
    hashtag_name,
    hashtags_in,
)

__all__ = [
    "FOUND",
    "MOST_HASHTAGS",
    "MOST_MENTIONS",
    "addresses_in",
    "handles_in",
    "hashtag_name",
    "hashtags_in",
    "tidy",
]
