"""Signatures after Standard Webhooks, and the secrets that they are made with. Pure.

https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Iterable
from datetime import datetime

from devket.core.ids import hash_token

_PREFIX = "whsec_"


def secret_of(word: str, key: bytes) -> str:
    """Return the secret that follows from the word of a webhook, as receivers are given it."""
    return _PREFIX + base64.b64encode(_derived(word, key)).decode()


def fingerprint_of(word: str, key: bytes) -> str:
    """Return the hash of a secret: it tells whether the key is still the same."""
    return hash_token(secret_of(word, key))


def headers_for(
    body: bytes, *, message_id: str, at: datetime, words: Iterable[str], key: bytes
) -> dict[str, str]:
    """Return the headers that prove who sent this body and when; a signature for each word."""
    stamp = str(int(at.timestamp()))
    signed = f"{message_id}.{stamp}.".encode() + body
    told = (hmac.new(_derived(word, key), signed, hashlib.sha256).digest() for word in words)
    return {
        "webhook-id": message_id,
        "webhook-timestamp": stamp,
        "webhook-signature": " ".join(f"v1,{base64.b64encode(one).decode()}" for one in told),
    }


def _derived(word: str, key: bytes) -> bytes:
    return hmac.new(key, f"devket.api.webhook:{word}".encode(), hashlib.sha256).digest()
