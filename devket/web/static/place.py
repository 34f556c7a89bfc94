"""Where an operator wants static files to be: what the composition root hands to this room."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from devket.storage.bucket import Bucket


@dataclass(frozen=True, slots=True, kw_only=True)
class StaticPlace:
    """`root` holds what was collected; with `is_remote` pages name the bucket or its CDN."""

    root: Path
    is_remote: bool = False
    bucket: Bucket | None = None
    public_url: str = ""  # of the CDN, or of the bucket when it differs from its own address
    acl: str = ""
    base_url: str = ""  # of Devket itself: whom the bucket's CORS rules let in

    @property
    def address(self) -> str:
        """The address of the files elsewhere, ending in a slash; empty when they are here."""
        if not self.is_remote or self.bucket is None:
            return ""
        return f"{self.public_url or self.bucket.public_address()}/static/"
