"""The demo account, with a library and people to read with."""

from devket.social.cli.demo import demo

__all__ = ["demo"]
