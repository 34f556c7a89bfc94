"""The network is shut: a test may talk to this machine and to nothing else."""

from __future__ import annotations

import ipaddress
import socket
from typing import Any

import pytest


class NetworkShutError(Exception):
    """A test tried to leave the machine. No OSError, so that no code can take it for a refusal."""


def shut(patch: pytest.MonkeyPatch) -> None:
    """Refuse every connection and every name that is not of this machine."""
    connect, connect_ex = socket.socket.connect, socket.socket.connect_ex
    resolve = socket.getaddrinfo

    def guarded(self: socket.socket, address: Any) -> None:
        _check(self, address)
        connect(self, address)

    def guarded_ex(self: socket.socket, address: Any) -> int:
        _check(self, address)
        return connect_ex(self, address)

    def guarded_resolve(host: Any, *args: Any, **options: Any) -> Any:
        name = host.decode() if isinstance(host, bytes) else host
        if name and name != "localhost" and not name.endswith(".localhost") and not _is_ip(name):
            raise NetworkShutError(f"the tests may not look up {name}")
        return resolve(host, *args, **options)

    patch.setattr(socket.socket, "connect", guarded)
    patch.setattr(socket.socket, "connect_ex", guarded_ex)
    patch.setattr(socket, "getaddrinfo", guarded_resolve)


def _check(sock: socket.socket, address: Any) -> None:
    if sock.family in (socket.AF_INET, socket.AF_INET6):
        host = str(address[0]).split("%", maxsplit=1)[0]
        if host != "localhost" and not ipaddress.ip_address(host).is_loopback:
            raise NetworkShutError(f"the tests may not connect to {address}")


def _is_ip(name: str) -> bool:
    try:
        ipaddress.ip_address(name.split("%", maxsplit=1)[0])
    except ValueError:
        return False
    return True
