"""Whom to believe about the client: only the proxies that the operator named, and our own nginx."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from ipaddress import ip_address, ip_network
from typing import Any

from flask import Flask, Request
from werkzeug.middleware.proxy_fix import ProxyFix

WsgiApp = Callable[[dict[str, Any], Any], Iterable[bytes]]
_FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Real-Ip")
_BELIEVED = "devket.is_believed"


def init_app(app: Flask, *, trusted: tuple[str, ...]) -> None:
    """Read `X-Forwarded-For` and `-Proto` when the peer is one of these networks."""
    app.wsgi_app = _Trusting(app.wsgi_app, Networks(trusted))  # type: ignore[method-assign]  # a wrapper


def is_from_known_address(request: Request) -> bool:
    """Tell whether `remote_addr` is the client: false behind a proxy that nobody named."""
    if request.environ.get(_BELIEVED):
        return True
    return not any(name in request.headers for name in _FORWARDED)


class Networks:
    """Addresses and networks, asked about one address at a time."""

    def __init__(self, entries: tuple[str, ...]) -> None:
        self._networks = [ip_network(entry, strict=False) for entry in entries]

    def __contains__(self, told: str) -> bool:
        try:
            found = ip_address(told)
        except ValueError:
            return False
        # A socket for both families tells IPv4 peers in IPv6 clothes.
        address = getattr(found, "ipv4_mapped", None) or found
        return any(address in network for network in self._networks)

    def has_peer(self, environ: dict[str, Any]) -> bool:
        """Tell whether the peer may speak for others: named, or on the other end of a socket file.

        Only our own nginx can reach that.
        """
        peer = str(environ.get("REMOTE_ADDR", ""))
        return not peer or peer in self


class _Trusting:
    def __init__(self, app: WsgiApp, trusted: Networks) -> None:
        self._plain = app
        self._fixed = ProxyFix(app, x_for=1, x_proto=1)
        self._trusted = trusted

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        environ[_BELIEVED] = self._trusted.has_peer(environ)
        app = self._fixed if environ[_BELIEVED] else self._plain
        return app(environ, start_response)
