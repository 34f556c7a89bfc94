"""A page's images: fetched within bounds, and believed only as far as their bytes go.

`inspect` looks at one image's bytes, `inline` reads `data:` addresses, `keep` fetches them all.
"""

from __future__ import annotations

from devket.capture.images.inspect import ImageError, inspect_image
from devket.capture.images.keep import keep_images

__all__ = ["ImageError", "inspect_image", "keep_images"]
