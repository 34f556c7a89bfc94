"""Whom to believe about the client's address: only the proxies that the operator named."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from ipaddress import ip_address, ip_network
from typing import Any

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

WsgiApp = Callable[[dict[str, Any], Any], Iterable[bytes]]


def init_app(app: Flask, *, trusted: tuple[str, ...]) -> None:
    """Read `X-Forwarded-For` and `-Proto` when the peer is one of these networks."""
    if trusted:
        app.wsgi_app = _Trusting(app.wsgi_app, trusted)  # type: ignore[method-assign]  # a wrapper


class _Trusting:
    def __init__(self, app: WsgiApp, trusted: tuple[str, ...]) -> None:
        self._plain = app
        self._fixed = ProxyFix(app, x_for=1, x_proto=1)
        self._networks = [ip_network(entry, strict=False) for entry in trusted]

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        app = self._fixed if self._is_trusted(environ.get("REMOTE_ADDR", "")) else self._plain
        return app(environ, start_response)

    def _is_trusted(self, peer: str) -> bool:
        if not peer:  # a unix socket: only our own nginx can reach it
            return True
        try:
            found = ip_address(peer)
        except ValueError:
            return False
        # A socket for both families tells IPv4 peers in IPv6 clothes.
        address = getattr(found, "ipv4_mapped", None) or found
        return any(address in network for network in self._networks)
