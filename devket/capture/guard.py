"""Which addresses Devket may talk to: decided on numeric addresses, never on the text of a URL.

The sockets that ask live in `devket.capture.fetch`.
"""

from __future__ import annotations

import ipaddress

Pair = tuple[str, int]
_Address = ipaddress.IPv4Address | ipaddress.IPv6Address

# IANA's special-purpose registries (RFC 6890 and after), written out: what `ipaddress` calls
# global differs between Python releases (3.11 says so of 192.0.0.192, Oracle's metadata service).
_DENIED_V4 = {
    "0.0.0.0/8": "this network",
    "10.0.0.0/8": "private",
    "100.64.0.0/10": "shared by carriers",
    "127.0.0.0/8": "loopback",
    "168.63.129.16/32": "Azure's host, though it looks public",
    "169.254.0.0/16": "link-local, cloud metadata",
    "172.16.0.0/12": "private",
    "192.0.0.0/24": "protocol assignments",
    "192.0.2.0/24": "documentation",
    "192.88.99.0/24": "6to4 relay",
    "192.168.0.0/16": "private",
    "198.18.0.0/15": "benchmarking",
    "198.51.100.0/24": "documentation",
    "203.0.113.0/24": "documentation",
    "224.0.0.0/4": "multicast",
    "240.0.0.0/4": "reserved, broadcast",
}
_DENIED_V6 = {
    "::/128": "unspecified",
    "::1/128": "loopback",
    "::/96": "IPv4-compatible",
    "::ffff:0:0/96": "IPv4-mapped",
    "64:ff9b:1::/48": "local translation",
    "100::/64": "discard",
    "2001::/32": "Teredo",
    "2001::/23": "protocol assignments, ORCHID, benchmarking",
    "2001:db8::/32": "documentation",
    "2002::/16": "6to4",
    "3fff::/20": "documentation",
    "5f00::/16": "segment routing",
    "fc00::/7": "unique local",
    "fe80::/10": "link-local",
    "fec0::/10": "site-local",
    "ff00::/8": "multicast",
}
_NETWORKS = tuple(
    (ipaddress.ip_network(text), name) for text, name in (_DENIED_V4 | _DENIED_V6).items()
)
_GLOBAL_UNICAST = ipaddress.IPv6Network("2000::/3")
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")

# The Fetch standard's blocked ports, then databases, caches and consoles that speak before asking.
_BAD_PORT_LIST = """
0 1 7 9 11 13 15 17 19 20 21 22 23 25 37 42 43 53 69 77 79 87 95 101 102 103 104 109 110 111
113 115 117 119 123 135 137 139 143 161 179 389 427 465 512 513 514 515 526 530 531 532 540
548 554 556 563 587 601 636 989 990 993 995 1719 1720 1723 2049 3659 4045 4190 5060 5061 6000
6566 6665 6666 6667 6668 6669 6679 6697 10080 445 1433 1521 2375 2376 2379 2380 3306 3389 5432
5900 6379 11211 27017
"""
_BAD_PORTS = frozenset(map(int, _BAD_PORT_LIST.split()))


class AddressGuard:
    """Says no to every address that is not plainly on the public internet.

    `allow` holds the `(host, port)` pairs an operator lets through although private: a name or a
    literal address, met by the host asked for or by the address connected to.
    """

    def __init__(self, allow: frozenset[Pair] = frozenset()) -> None:
        self._allow = frozenset((plain_host(host), port) for host, port in allow)

    def refuses_port(self, host: str, port: int) -> str | None:
        """Return why nothing on this port is fetched, before any name is looked up, else None."""
        if self._is_allowed(host, port) or (0 < port < 65536 and port not in _BAD_PORTS):
            return None
        return f"port {port} is not for pages"

    def refuses(self, address: str, port: int, *, host: str) -> str | None:
        """Return why the numeric `address`, found for `host`, may not be connected to, else None.

        Anything that is not a numeric address is refused as well.
        """
        if self._is_allowed(host, port) or self._is_allowed(address, port):
            return None
        return self.refuses_port(host, port) or special_range(address)

    def _is_allowed(self, host: str, port: int) -> bool:
        return (plain_host(host), port) in self._allow


def special_range(address: str) -> str | None:
    """Return the name of the special range a numeric address lies in; None when it is public.

    An address of the well-known NAT64 prefix counts as the IPv4 address inside it, because
    networks without IPv4 reach the whole public internet that way (RFC 6052). Other tunnels
    (6to4, Teredo, mapped and compatible addresses) are refused whatever they carry.
    """
    if "%" in address:
        return "scoped to an interface"
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return "not an address"
    if parsed in _NAT64:
        parsed = ipaddress.IPv4Address(int(parsed) & 0xFFFFFFFF)
    return _range_name(parsed)


def _range_name(address: _Address) -> str | None:
    for network, name in _NETWORKS:
        if address in network:
            return name
    if address.version == 6 and address not in _GLOBAL_UNICAST:
        return "not global unicast"
    # The last word: ranges that a newer Python knows and the lists above do not.
    return None if address.is_global and not address.is_multicast else "not global"


def plain_host(host: str) -> str:
    """Return a host as the guard compares it: lower case, no brackets, no trailing dot, ASCII.

    Literal addresses come back in their shortest form.
    """
    bare = host.strip().removeprefix("[").removesuffix("]").rstrip(".").lower()
    try:
        return str(ipaddress.ip_address(bare))
    except ValueError:
        pass  # a name
    try:
        return bare if bare.isascii() else bare.encode("idna").decode("ascii")
    except UnicodeError:
        return bare
