"""Devket: the Pocket that developers run themselves."""

from __future__ import annotations

__version__ = "0.1.0"
