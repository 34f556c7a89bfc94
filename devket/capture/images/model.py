"""What is told of pictures in words that need no decoder: all that askers of the sandbox know."""

from __future__ import annotations

from dataclasses import dataclass

_WHOLE = 1000


class ImageError(ValueError):
    """These bytes are not kept as an image; `failure` is a short word that says why.

    `empty`, `svg`, `html`, `not_an_image`, `too_large`, `too_many_pixels`, `too_complex`, `broken`.
    """

    def __init__(self, failure: str) -> None:
        self.failure = failure
        super().__init__(failure)


@dataclass(frozen=True, slots=True)
class Picture:
    """What is kept of a picture: bytes that are safe to serve, their type, and pixels as shown."""

    data: bytes
    content_type: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Thumbnail:
    """The small copy: WebP, its size in pixels."""

    data: bytes
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Crop:
    """Which square: its side in thousandths of the shorter one, its place in those of the rest.

    So every crop fits every picture; the default is as much of the middle as there is.
    """

    x: int = 500
    y: int = 500
    size: int = _WHOLE

    def within(self, width: int, height: int) -> tuple[int, int, int, int]:
        """Return left, top, right and bottom in a picture of that size."""
        side = max(1, min(width, height) * min(max(self.size, 1), _WHOLE) // _WHOLE)
        left = (width - side) * min(max(self.x, 0), _WHOLE) // _WHOLE
        top = (height - side) * min(max(self.y, 0), _WHOLE) // _WHOLE
        return left, top, left + side, top + side
