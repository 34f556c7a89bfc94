"""What a handle and an e-mail address may look like."""

from __future__ import annotations

import re

from devket.accounts.models import HANDLE_LENGTH
from devket.core.emails import canonical
from devket.core.errors import N_, InvalidError

_HANDLE = re.compile(rf"[a-z0-9_]{{2,{HANDLE_LENGTH}}}")
# Names that would pass for the site itself, for its pages or for those who run it.
_RESERVED = """
    about abuse account accounts admin administrator all anonymous api app archive articles auth
    blog bot contact devket docs everyone explore export favorites feed guest hashtags healthz
    help here highlights hostmaster import info invite legal linkding login logout mail me media
    metrics moderator mods myself news nobody noreply notifications null official owner password
    postmaster press privacy profile public readyz register root save saves search security
    service settings share signup site staff static status stories story support system tags
    team terms undefined undo user username users verified verify videos wallabag webmaster www
    you
"""
RESERVED = frozenset(_RESERVED.split())


def clean_handle(typed: str) -> str:
    """Return the handle in lower case without its `@`; `InvalidError` at field `handle`."""
    handle = typed.strip().lower().removeprefix("@")
    if not _HANDLE.fullmatch(handle):
        message = N_("A handle has 2 to 30 letters a–z, digits or underscores.")
        raise InvalidError(message, field="handle")
    if handle in RESERVED:
        raise InvalidError("This handle is kept for the site itself.", field="handle")
    return handle


def clean_email(typed: str) -> str:
    """Return the address as it is kept; `InvalidError` at field `email`."""
    email = canonical(typed)
    if email is None:
        raise InvalidError("This does not look like an e-mail address.", field="email")
    return email
