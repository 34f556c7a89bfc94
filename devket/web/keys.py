"""The key of the installation, from which secrets follow that no table is to hold."""

from __future__ import annotations

from flask import current_app


def signing_key() -> bytes:
    """Return the key; where it is changed, what followed from the old one is told no more."""
    return str(current_app.secret_key).encode()
