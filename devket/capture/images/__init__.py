"""A page's images: fetched within bounds, and believed only as far as their bytes go.

`inspect` looks at one bitmap's bytes, `vector` writes drawings anew, `examine` does either;
`inline` reads `data:` addresses, `keep` fetches all of a page, `thumbnail` makes one for a card,
`plain` one for a book, `square` one for a person. Those who decode are loaded by the sandbox alone.
"""

from __future__ import annotations

from devket.capture.images.keep import keep_images
from devket.capture.images.known import AtHandFirst
from devket.capture.images.model import Crop, ImageError, Picture, Thumbnail

__all__ = ["AtHandFirst", "Crop", "ImageError", "Picture", "Thumbnail", "keep_images"]
