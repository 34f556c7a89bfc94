"""Capture: an address in, a clean article out. Pure: knows no Flask, no SQL, no feature.

`extract` loads the engine when it is first asked for: web and worker never need it, as only the
sandbox's helper reads pages.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from devket.capture.capture import Read, capture, capture_html
from devket.capture.images.placing import image_sources, place_images
from devket.capture.model import (
    RETRYABLE,
    Captured,
    Choice,
    Extracted,
    Fetch,
    Fetched,
    FetchError,
    KeptImage,
    Kind,
    Limits,
    Reason,
    Source,
    State,
)
from devket.capture.sandbox.parent import Sandbox, TooComplexError
from devket.capture.sanitise import sanitise

if TYPE_CHECKING:
    from devket.capture.engine import extract

__all__ = [
    "RETRYABLE",
    "Captured",
    "Choice",
    "Extracted",
    "Fetch",
    "FetchError",
    "Fetched",
    "KeptImage",
    "Kind",
    "Limits",
    "Read",
    "Reason",
    "Sandbox",
    "Source",
    "State",
    "TooComplexError",
    "capture",
    "capture_html",
    "extract",
    "image_sources",
    "place_images",
    "sanitise",
]


def __getattr__(name: str) -> object:
    if name == "extract":
        return import_module("devket.capture.engine").extract
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
