"""Addresses of kept pictures that open without a token: readers of articles send none.

Each is signed for one person and one picture, so that it can neither be guessed nor turned into
another; it is the same each time, as articles must not change between two looks.
"""

from __future__ import annotations

import hmac
import re
from typing import cast

from flask import current_app

from devket.accounts.models import User
from devket.web.parts import parts

_KEPT = re.compile(r'"/media/images/([0-9a-f]{64})"')
_SIGNS = 32


def with_addresses(html: str, user: User) -> str:
    """Return markup whose kept pictures have addresses that open by themselves."""
    return _KEPT.sub(lambda found: f'"{address_of(found[1], user)}"', html)


def address_of(key: str, user: User) -> str:
    """Return the address at which a picture of this person opens."""
    return f"{parts().base_url}/wallabag/images/{user.id}/{mark_of(key, user.id)}/{key}"


def is_ours(key: str, user_id: int, mark: str) -> bool:
    """Tell whether this mark was made here, for this picture and person."""
    return hmac.compare_digest(mark_of(key, user_id).encode(), mark.encode())


def mark_of(key: str, user_id: int) -> str:
    """Return the mark of a picture for a person."""
    secret = cast(str, current_app.secret_key).encode()
    said = f"wallabag picture {user_id} {key}".encode()
    return hmac.new(secret, said, "sha256").hexdigest()[:_SIGNS]
