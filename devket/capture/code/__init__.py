"""Code blocks, byte for byte: lifted out of the tree before anything judges it, put back after."""

from __future__ import annotations

from devket.capture.code.block import CodeBlock, CodeStore
from devket.capture.code.lift import lift_code

__all__ = ["CodeBlock", "CodeStore", "lift_code"]
