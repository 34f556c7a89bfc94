"""From a host name to an open socket whose far end the guard has agreed to. No HTTP here."""

from __future__ import annotations

import ipaddress
import queue
import socket
import threading
from collections.abc import Callable, Sequence

from devket.capture.fetch.budget import Budget, TimedSocket
from devket.capture.guard import AddressGuard
from devket.capture.model import Reason

# A name and a port in; numeric addresses out, best first. Raises OSError for an unknown name.
Resolver = Callable[[str, int], Sequence[str]]
# A numeric address, a port, seconds: a connected socket. Raises OSError.
Connector = Callable[[str, int, float], TimedSocket]

_MOST_ADDRESSES = 4
# A lookup that hangs keeps its thread until the C library gives up, so threads are bounded.
_MOST_LOOKUPS = 32


def system_resolver(host: str, port: int) -> list[str]:
    """Return what the operating system knows of a name, in its order of preference."""
    # Bytes, because Python's own IDNA step is older than the one that made `host` ASCII.
    found = socket.getaddrinfo(host.encode("ascii"), port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(info[4][0]) for info in found))


def open_socket(address: str, port: int, seconds: float) -> TimedSocket:
    """Return a socket connected to a numeric address within so many seconds."""
    is_v6 = ipaddress.ip_address(address).version == 6
    sock = TimedSocket(socket.AF_INET6 if is_v6 else socket.AF_INET, socket.SOCK_STREAM)
    try:
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        sock.settimeout(seconds)
        sock.connect((address, port))
    except BaseException:
        sock.close()
        raise
    return sock


class Dialler:
    """Opens sockets; a name is resolved once and only checked addresses are connected to."""

    def __init__(
        self,
        guard: AddressGuard,
        resolve: Resolver = system_resolver,
        connect: Connector = open_socket,
    ) -> None:
        self._guard, self._resolve, self._connect = guard, resolve, connect
        self._lookups = threading.BoundedSemaphore(_MOST_LOOKUPS)

    def dial(self, host: str, port: int, budget: Budget) -> TimedSocket:
        """Return a connected socket that spends `budget`.

        Raises `FetchError`: FORBIDDEN_ADDRESS when the port or any address of the name is refused
        (one private address among public ones is an attack or a mistake), UNKNOWN_HOST, REFUSED
        or TIMEOUT.
        """
        refusal = self._guard.refuses_port(host, port)
        if refusal:
            raise budget.error(Reason.FORBIDDEN_ADDRESS, refusal)
        addresses = self._addresses(host, port, budget)
        for address in addresses:
            self._check(address, port, host, budget)
        sock = self._first_open(addresses[:_MOST_ADDRESSES], port, budget)
        try:
            self._check(str(sock.getpeername()[0]), port, host, budget)
        except BaseException:
            sock.close()
            raise
        sock.budget = budget
        return sock

    def _check(self, address: str, port: int, host: str, budget: Budget) -> None:
        refusal = self._guard.refuses(address, port, host=host)
        if refusal:
            raise budget.error(Reason.FORBIDDEN_ADDRESS, refusal)

    def _addresses(self, host: str, port: int, budget: Budget) -> Sequence[str]:
        try:
            return [str(ipaddress.ip_address(host))]
        except ValueError:
            pass  # a name
        found = self._look_up(host, port, budget)
        if isinstance(found, Exception) or not found:
            raise budget.error(Reason.UNKNOWN_HOST, host)
        return found

    def _look_up(self, host: str, port: int, budget: Budget) -> Sequence[str] | Exception:
        patience = budget.limits.connect_seconds
        if not self._lookups.acquire(timeout=budget.seconds(patience)):
            raise budget.error(Reason.TIMEOUT, "too many names are being looked up")
        answer: queue.SimpleQueue[Sequence[str] | Exception] = queue.SimpleQueue()
        threading.Thread(
            target=self._ask, args=(host, port, answer), name="look-up", daemon=True
        ).start()
        try:
            return answer.get(timeout=budget.seconds(patience))
        except queue.Empty:
            raise budget.error(Reason.TIMEOUT, "the name servers do not answer") from None

    def _ask(
        self, host: str, port: int, answer: queue.SimpleQueue[Sequence[str] | Exception]
    ) -> None:
        try:
            answer.put(self._resolve(host, port))
        except (OSError, ValueError) as error:  # ValueError: a name no resolver can spell
            answer.put(error)
        finally:
            self._lookups.release()

    def _first_open(self, addresses: Sequence[str], port: int, budget: Budget) -> TimedSocket:
        last: OSError = ConnectionRefusedError("nothing to connect to")
        for address in addresses:
            try:
                seconds = budget.seconds(budget.limits.connect_seconds)
                return self._connect(address, port, seconds)
            except OSError as error:
                last = error
        is_late = isinstance(last, TimeoutError)
        raise budget.error(Reason.TIMEOUT if is_late else Reason.REFUSED, str(last)) from last
