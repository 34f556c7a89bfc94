"""Short messages after an act, with its undo; carried over a redirect in the session."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Flask, get_flashed_messages
from flask import flash as _flash


@dataclass(frozen=True, slots=True)
class Toast:
    """A sentence; `undo_href` is where a POST takes the act back."""

    message: str
    kind: str = "info"  # or "error"
    undo_href: str | None = None


def toast(message: str, *, kind: str = "info", undo_href: str | None = None) -> None:
    """Show a message on the next page or fragment that this person gets."""
    _flash({"message": message, "undo_href": undo_href}, kind)  # type: ignore[arg-type]  # JSON


def toasts() -> tuple[Toast, ...]:
    """Return the waiting messages, each once."""
    found: Any = get_flashed_messages(with_categories=True)
    return tuple(_read(kind, told) for kind, told in found)


def _read(kind: str, told: Any) -> Toast:
    if isinstance(told, dict):
        return Toast(str(told["message"]), kind, told.get("undo_href"))
    return Toast(str(told), kind)


def init_app(app: Flask) -> None:
    """Let templates ask for the waiting messages."""
    app.jinja_env.globals["toasts"] = toasts
