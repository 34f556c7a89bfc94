"""Rules for sites and platforms, as data: what to keep, what to drop, who wrote it."""

from __future__ import annotations

from turbohtml import Document

from devket.capture.told import Told


def read(document: Document, url: str) -> Told | None:
    """Return what the rule for this page gives, None when there is none or it yields too little."""
    del document, url
    return None
