"""A page's images: fetched within bounds, and believed only as far as their bytes go.

`inspect` looks at one bitmap's bytes, `vector` writes drawings anew, `examine` does either;
`inline` reads `data:` addresses, `keep` fetches all of a page, `thumbnail` makes one for a card,
`plain` one for a book, `square` one for a person.
"""

from __future__ import annotations

from devket.capture.images.examine import Picture, examine
from devket.capture.images.inspect import ImageError, inspect_image
from devket.capture.images.keep import keep_images
from devket.capture.images.known import AtHandFirst
from devket.capture.images.plain import plain_picture
from devket.capture.images.square import Crop, square
from devket.capture.images.thumbnail import Thumbnail, thumbnail

__all__ = [
    "AtHandFirst",
    "Crop",
    "ImageError",
    "Picture",
    "Thumbnail",
    "examine",
    "inspect_image",
    "keep_images",
    "plain_picture",
    "square",
    "thumbnail",
]
