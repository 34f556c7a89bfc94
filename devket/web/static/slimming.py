"""Scripts as browsers get them: what people wrote for each other is left out."""

from __future__ import annotations

from rjsmin import jsmin


def slim(text: str) -> str:
    """Return a script without its comments and needless white space; nothing is renamed."""
    slimmed: str = jsmin(text)
    return slimmed


def is_slimmed(path: str) -> bool:
    """Tell whether a file of ours is a script to be slimmed: what others made comes as it was."""
    return path.endswith(".js") and "/vendor/" not in f"/{path}"
