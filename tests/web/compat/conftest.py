"""Gives these tests what asks as an e-reader does."""

from tests.web.compat.world import get

__all__ = ["get"]
