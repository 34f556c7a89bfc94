"""What an operator is told when upkeep cannot go on."""

from __future__ import annotations


class UpkeepError(Exception):
    """One line that names what is in the way, and the way out where there is one."""


class DamagedError(UpkeepError):
    """A backup that is cut short, damaged, or none at all."""
