"""What the composition root hands to upkeep: where it may put things aside, and both stores."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from flask import Flask, current_app

from devket.storage import Blobs

_NAME = "devket.upkeep"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The data folder, which has room where a container's `/tmp` is memory, and the stores."""

    data: Path
    stores: Mapping[str, Blobs]  # `local`, and `s3` when a bucket is named
    at_work: str  # the one that Devket reads and writes


def install(app: Flask, place: Place) -> None:
    """Make the place known to the app."""
    app.extensions[_NAME] = place


def place() -> Place:
    """Return the place of the app at work."""
    return cast(Place, current_app.extensions[_NAME])
