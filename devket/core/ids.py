"""Random tokens and their hashes. Tokens are shown once; only their hash is stored."""

from __future__ import annotations

import hashlib
import secrets
from pathlib import Path

TOKEN_BYTES = 32


def new_token() -> str:
    """Return a URL-safe token of 256 random bits (43 characters)."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def hash_token(token: str) -> str:
    """Return the SHA-256 of a token in hex: fast is fine, as the token itself is unguessable."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def content_key(data: bytes) -> str:
    """Return the content address of bytes: their SHA-256 in hex (64 characters)."""
    return hashlib.sha256(data).hexdigest()


def file_key(path: Path) -> str:
    """Return the content address of a file, read in pieces."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
