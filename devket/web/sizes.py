"""How large a request may be: little everywhere, more only where a view says so."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, current_app, request

from devket.web.incoming import Incoming

View = TypeVar("View", bound=Callable[..., Any])
USUAL = 1024 * 1024  # bytes
_MARK = "takes_up_to"
_FILES = "takes_files_up_to"


def takes_up_to(size: int) -> Callable[[View], View]:
    """Let a view take requests of up to so many bytes."""

    def mark(view: View) -> View:
        setattr(view, _MARK, size)
        return view

    return mark


def takes_files_up_to(size: int) -> Callable[[View], View]:
    """Let a view take requests of up to so many bytes in files, and as little else as any other."""

    def mark(view: View) -> View:
        setattr(view, _FILES, size)
        return view

    return mark


def init_app(app: Flask) -> None:
    """Bound every request; must be joined before whatever reads forms first."""
    app.config.update(MAX_CONTENT_LENGTH=USUAL, MAX_FORM_MEMORY_SIZE=USUAL)
    app.before_request(_widen)
    app.request_class = Incoming


def _widen() -> None:
    view = current_app.view_functions.get(request.endpoint or "")
    size = getattr(view, _MARK, None)
    if size is not None:
        request.max_content_length = request.max_form_memory_size = size
    files = getattr(view, _FILES, None)
    if files is not None:
        request.max_content_length = files
