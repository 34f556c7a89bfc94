"""Devket: the Pocket that developers run themselves."""

from __future__ import annotations

from importlib import import_module

__version__ = "0.1.0"


def __getattr__(name: str) -> object:
    """Let `FLASK_APP=devket` find the app factory, without its weight for whoever wants a room."""
    if name == "create_app":
        return import_module("devket.app").create_app
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
