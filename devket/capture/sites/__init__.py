"""Sites whose pages need more than selectors: code, one file a site, each a reader of its pages."""

from __future__ import annotations

from turbohtml import Document

from devket.capture.told import Told


def read(document: Document, url: str) -> Told | None:
    """Return what the reader of this site says of the page, None when there is none for it."""
    del document, url
    return None
