"""What a handle and an e-mail address may look like."""

from __future__ import annotations

import re

from devket.accounts.models import HANDLE_LENGTH
from devket.core.emails import canonical
from devket.core.errors import N_, InvalidError
from devket.core.lookalikes import handle_key

_HANDLE = re.compile(rf"[a-z0-9_]{{2,{HANDLE_LENGTH}}}")
# Names that would pass for the site itself, for its pages or for those who run it.
_RESERVED = """
    about abuse account accounts admin administrator all anonymous api app archive articles auth
    blog bot comments contact compose devket docs drafts everyone explore export favorites feed
    follow followers following guest hashtags healthz help here highlights hostmaster import info
    invite legal likes linkding login logout mail me media mentions metrics moderator mods myself
    news nobody noreply notifications null official owner password people post posts postmaster
    press privacy profile profiles public readyz register report reports root save saves search
    security service settings share shelves signup site staff static status stories story support
    system tags team terms undefined undo user username users verified verify videos wallabag
    webmaster www you
"""
RESERVED = frozenset(_RESERVED.split())
_RESERVED_KEYS = frozenset(map(handle_key, RESERVED))


def clean_handle(typed: str) -> str:
    """Return the handle in lower case without its `@`; `InvalidError` at field `handle`."""
    handle = typed.strip().lower().removeprefix("@")
    if not _HANDLE.fullmatch(handle):
        message = N_("A handle has 2 to 30 letters a–z, digits or underscores.")
        raise InvalidError(message, field="handle")
    if not handle.strip("_"):
        message = N_("A handle has at least one letter or digit.")
        raise InvalidError(message, field="handle")
    if handle in RESERVED:
        raise InvalidError("This handle is kept for the site itself.", field="handle")
    if handle_key(handle) in _RESERVED_KEYS:
        message = N_("This handle looks like one that is kept for the site itself.")
        raise InvalidError(message, field="handle")
    return handle


def clean_email(typed: str) -> str:
    """Return the address as it is kept; `InvalidError` at field `email`."""
    email = canonical(typed)
    if email is None:
        raise InvalidError("This does not look like an e-mail address.", field="email")
    return email
