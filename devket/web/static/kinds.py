"""What a static file is, told by its name alone, so that it is the same on every machine."""

from __future__ import annotations

import re

from whitenoise.media_types import MediaTypes

# WhiteNoise's own table, which is nginx's, with what it calls mere bytes or by an old name.
_EXTRA_TYPES = {
    ".otf": "font/otf",
    ".ttf": "font/ttf",
    ".webmanifest": "application/manifest+json",
    ".woff": "font/woff",
}
_TYPES = MediaTypes(extra_types=_EXTRA_TYPES)
# The same words wherever a hashed name is answered for.
FOREVER = "public, max-age=31536000, immutable"
_COMPRESSIBLE = re.compile(
    r"text/|image/(svg\+xml|x-icon)|font/(otf|ttf)|application/(.*json|wasm|vnd\.ms-fontobject)"
)
_HASHED = re.compile(r"\.[0-9a-f]{12}(\.[A-Za-z0-9]+)?$")
# A browser draws `<use href>` from the page's own origin alone, whatever CORS says.
SAME_ORIGIN = frozenset({"img/icons.svg"})


def content_type(path: str) -> str:
    """Return the value of `Content-Type`, for text with its charset."""
    found = str(_TYPES.get_type(path))
    return f"{found}; charset=utf-8" if found.startswith("text/") else found


def is_compressible(path: str) -> bool:
    """Tell whether files of this kind may become smaller; pictures and most fonts are packed."""
    return _COMPRESSIBLE.match(content_type(path)) is not None


def is_hashed(path: str) -> bool:
    """Tell whether the name was made from the content, so that the content never changes."""
    return _HASHED.search(path) is not None
