"""Types that carry a promise in their name."""

from __future__ import annotations


class SafeHtml(str):
    """Markup that may be shown as it is.

    Made by `devket.capture.sanitise`, by the database column that stores what it made, and by the
    writers of formulas, of highlights' marks and of the outline, which add tags or ids of their
    own; nowhere else (a law under tests/architecture holds it). Jinja shows it unescaped through
    `__html__`.
    """

    __slots__ = ()

    def __html__(self) -> str:
        return str(self)
