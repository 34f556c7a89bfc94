"""The only network client of Devket: guarded, bounded, manual about redirects.

`budget` counts time and bytes at the socket, `dial` opens sockets to checked addresses, `unpack`
inflates, `exchange` speaks one request and answer, `follow` walks the redirects.
"""

from __future__ import annotations

from devket.capture.fetch.follow import GuardedFetch

__all__ = ["GuardedFetch"]
