"""Capture: an address in, a clean article out. Pure: knows no Flask, no SQL, no feature.

The engine itself (`devket.capture.extract`) is loaded by the sandbox's helper alone: it is heavy.
"""

from __future__ import annotations

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
    "image_sources",
    "place_images",
    "sanitise",
]
