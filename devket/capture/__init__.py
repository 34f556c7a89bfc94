"""Capture: an address in, a clean article out. Pure: knows no Flask, no SQL, no feature."""

from __future__ import annotations

from devket.capture.capture import Read, capture, capture_html
from devket.capture.extract import extract
from devket.capture.model import (
    RETRYABLE,
    Captured,
    Extracted,
    Fetch,
    Fetched,
    FetchError,
    KeptImage,
    Limits,
    Reason,
    State,
)
from devket.capture.placing import image_sources, place_images
from devket.capture.sandbox import Sandbox, TooComplexError
from devket.capture.sanitise import sanitise

__all__ = [
    "RETRYABLE",
    "Captured",
    "Extracted",
    "Fetch",
    "FetchError",
    "Fetched",
    "KeptImage",
    "Limits",
    "Read",
    "Reason",
    "Sandbox",
    "State",
    "TooComplexError",
    "capture",
    "capture_html",
    "extract",
    "image_sources",
    "place_images",
    "sanitise",
]
