"""What a picture becomes when it is written anew: files of several widths. Pure values."""

from __future__ import annotations

from dataclasses import dataclass

MEMORY = 300 * 1024 * 1024  # bytes of address space that the helper may use for one picture


@dataclass(frozen=True, slots=True)
class Size:
    """One WebP file with its size in pixels."""

    data: bytes
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Sizes:
    """A picture in the widths asked for, small to large; equal ones are the same object.

    `placeholder` is a WebP of a few pixels as base64, empty where something shines through.
    """

    sizes: tuple[Size, ...]
    placeholder: str
