"""What one import is worked on with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from devket.web.parts import Parts

Tell = Callable[[int], object]  # rows so far


@dataclass(frozen=True, slots=True)
class Work:
    """Collaborators, how long one step may take, and who is told how far it is."""

    at_hand: Parts
    lease: timedelta
    tell: Tell
