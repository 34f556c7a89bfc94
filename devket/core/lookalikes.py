"""Handles that the eye takes for one another: the key under which they meet.

Pure: what is done about two that meet is decided in `devket.accounts`.
"""

from __future__ import annotations

# Signs of the alphabet of handles (a–z, 0–9, underscore) that look alike in common typefaces.
_ALIKE = str.maketrans({"0": "o", "1": "i", "l": "i", "_": ""})
_PAIRS = (("rn", "m"), ("vv", "w"))
_ITSELF = "~"  # no handle has it, so no key of this kind meets another


def handle_key(handle: str) -> str:
    """Return what handles are compared by: `rn` for `m`, `1` and `l` for `i`, no underscores.

    A handle of which nothing would be left is compared as it stands.
    """
    folded = handle.lower().translate(_ALIKE)
    for pair, single in _PAIRS:
        folded = folded.replace(pair, single)
    return folded or standing_alone(handle)


def standing_alone(handle: str) -> str:
    """Return the key of a handle that is compared with nothing but itself."""
    return _ITSELF + handle
