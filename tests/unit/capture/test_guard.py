"""The guard on numeric addresses: every special range, its edges, and what lies just outside."""

from __future__ import annotations

import ipaddress

import pytest

from devket.capture.guard import AddressGuard, plain_host, special_range

REFUSED = """
0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 168.63.129.16/32 169.254.0.0/16 172.16.0.0/12
192.0.0.0/24 192.0.2.0/24 192.88.99.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24
203.0.113.0/24 224.0.0.0/4 240.0.0.0/4 255.255.255.255/32
::/128 ::1/128 ::/96 ::ffff:0:0/96 64:ff9b:1::/48 100::/64 100:0:0:1::/64 2001::/32 2001:2::/48
2001:10::/28 2001:20::/28 2001:30::/28 2001:3::/32 2001:4:112::/48 2001::/23 2001:db8::/32
2002::/16 3fff::/20 5f00::/16 fc00::/7 fd00:ec2::254/128 fe80::/10 fec0::/10 ff00::/8
::/3 4000::/2 8000::/1
64:ff9b::10.0.0.0/104 64:ff9b::127.0.0.0/104 64:ff9b::169.254.0.0/112 64:ff9b::192.168.0.0/112
"""
NEIGHBOURS = """
1.0.0.0 9.255.255.255 11.0.0.0 100.63.255.255 100.128.0.0 126.255.255.255 128.0.0.0
168.63.129.15 168.63.129.17 169.253.255.255 169.255.0.0 172.15.255.255 172.32.0.0
191.255.255.255 192.0.1.0 192.0.1.255 192.0.3.0 192.88.98.255 192.88.100.0 192.167.255.255
192.169.0.0 198.17.255.255 198.20.0.0 198.51.99.255 198.51.101.0 203.0.112.255 203.0.114.0
223.255.255.255 8.8.8.8 93.184.215.14
2000:: 2000:ffff:ffff:ffff:ffff:ffff:ffff:ffff 2001:200:: 2001:db7:ffff:ffff:ffff:ffff:ffff:ffff
2001:db9:: 2001:ffff:ffff:ffff:ffff:ffff:ffff:ffff 2003:: 2606:4700::1111
3ffe:ffff:ffff:ffff:ffff:ffff:ffff:ffff 3fff:1000:: 64:ff9b::8.8.8.8 64:ff9b::11.0.0.0
"""


def _samples(text: str) -> list[str]:
    network = ipaddress.ip_network(text)
    middle = network[network.num_addresses // 2]
    return sorted({str(network[0]), str(middle), str(network[-1])})


@pytest.mark.parametrize(
    ("network", "address"), [(n, a) for n in REFUSED.split() for a in _samples(n)]
)
def test_an_address_in_a_special_range_is_refused(network: str, address: str) -> None:
    assert AddressGuard().refuses(address, 443, host="example.org") is not None, network


@pytest.mark.parametrize("address", NEIGHBOURS.split())
def test_a_public_neighbour_is_let_through(address: str) -> None:
    assert AddressGuard().refuses(address, 443, host="example.org") is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "localhost",
        "127.1",
        "0x7f000001",
        "2130706433",
        "0177.0.0.1",
        "127.0.0.1.",
        "[::1]",
        "\uff11\uff12\uff17.0.0.1",
        "2606:4700::1111%eth0",
        "fe80::1%1",
        " 8.8.8.8",
        "8.8.8.8\x00",
    ],
)
def test_what_is_not_a_plain_numeric_address_is_refused(text: str) -> None:
    assert AddressGuard().refuses(text, 80, host="example.org") is not None


@pytest.mark.parametrize("embedded", ["8.8.8.8", "127.0.0.1", "10.1.2.3"])
def test_tunnels_are_refused_whatever_they_carry(embedded: str) -> None:
    inner = int(ipaddress.IPv4Address(embedded))
    tunnels = {
        "mapped": (0xFFFF << 32) | inner,
        "compatible": inner,
        "6to4": (0x2002 << 112) | (inner << 80),
        "teredo server": (0x20010000 << 96) | (inner << 64),
        "teredo client": (0x20010000 << 96) | (inner ^ 0xFFFFFFFF),
        "local nat64": (0x0064FF9B0001 << 80) | inner,
    }
    refusals = {
        kind: special_range(str(ipaddress.IPv6Address(number))) for kind, number in tunnels.items()
    }
    assert None not in refusals.values()


@pytest.mark.parametrize("port", [0, 21, 22, 25, 53, 110, 445, 3306, 5432, 6379, 6667, 70000, -1])
def test_ports_that_are_not_for_pages_are_refused(port: int) -> None:
    assert AddressGuard().refuses_port("example.org", port) is not None
    assert AddressGuard().refuses("8.8.8.8", port, host="example.org") is not None


@pytest.mark.parametrize("port", [80, 443, 3000, 5000, 8000, 8080, 8443, 9200, 65535])
def test_ports_on_which_pages_are_served_are_fine(port: int) -> None:
    assert AddressGuard().refuses_port("example.org", port) is None


def test_an_allowed_name_may_be_private_on_its_port_alone() -> None:
    guard = AddressGuard(frozenset({("Wiki.Intranet", 8080)}))
    assert guard.refuses("10.0.0.5", 8080, host="wiki.intranet") is None
    assert guard.refuses("10.0.0.5", 8080, host="wiki.intranet.") is None
    assert guard.refuses("10.0.0.5", 8081, host="wiki.intranet") is not None
    assert guard.refuses("10.0.0.5", 8080, host="evil.wiki.intranet") is not None
    assert guard.refuses("10.0.0.5", 8080, host="10.0.0.5") is not None


def test_an_allowed_address_is_met_by_the_address_connected_to() -> None:
    guard = AddressGuard(frozenset({("10.0.0.5", 8080), ("[fd00:0::5]", 80)}))
    assert guard.refuses("10.0.0.5", 8080, host="wiki.intranet") is None
    assert guard.refuses("fd00::5", 80, host="wiki.intranet") is None
    assert guard.refuses("10.0.0.6", 8080, host="wiki.intranet") is not None


def test_an_allowed_pair_may_use_any_port() -> None:
    guard = AddressGuard(frozenset({("localhost", 6000)}))
    assert guard.refuses_port("localhost", 6000) is None
    assert guard.refuses_port("example.org", 6000) is not None


def test_hosts_are_compared_in_one_form() -> None:
    assert plain_host("[0:0::1]") == "::1"
    assert plain_host("EXAMPLE.org.") == "example.org"
    assert plain_host("Bücher.example") == "xn--bcher-kva.example"
    assert plain_host("ö" * 80) == "ö" * 80
