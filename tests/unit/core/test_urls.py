"""Addresses: what people paste, and where duplicates meet."""

from __future__ import annotations

import pytest

from devket.core.errors import InvalidError
from devket.core.urls import (
    display_host,
    duplicate_key,
    is_root,
    is_same_origin_path,
    join,
    parse_address,
)


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("https://example.com/a", "https://example.com/a"),
        ("  https://example.com/a \n", "https://example.com/a"),
        ("example.com/a?b=c", "https://example.com/a?b=c"),
        ("example.com:8080", "https://example.com:8080/"),
        ("//example.com/x", "https://example.com/x"),
        ("localhost:5000/x", "https://localhost:5000/x"),
        ("127.0.0.1:8000/x", "https://127.0.0.1:8000/x"),
        ("HTTP://EXAMPLE.com:80/Path", "http://example.com/Path"),
        ("https://한국.example/글", "https://xn--3e0b707e.example/%EA%B8%80"),
        ("https://example.com/#!/route", "https://example.com/#!/route"),
        ("http://0x7f.1/", "http://127.0.0.1/"),
    ],
)
def test_what_people_paste_becomes_an_address(typed: str, address: str) -> None:
    assert parse_address(typed) == address


@pytest.mark.parametrize(
    "typed",
    ["", "   ", "hello", "two words", "javascript:alert(1)", "mailto:a@b.example", "ftp://a.example",
     "https://", "http:///", "https://a b/", "file:///etc/passwd", "data:text/html,x", "https://[::1",
     "https://user:secret@example.com/", "x" * 5000, "http://" + "x" * 254, "https://example.com:99999/"],
)  # fmt: skip
def test_what_is_no_address_of_a_page_is_refused_with_a_sentence(typed: str) -> None:
    with pytest.raises(InvalidError) as refused:
        parse_address(typed)
    assert refused.value.field == "url"
    assert str(refused.value).endswith(".")


@pytest.mark.parametrize(
    "twin",
    [
        "http://example.com/post?b=2&a=1",
        "https://www.example.com/post?a=1&b=2",
        "https://EXAMPLE.com:443/post/?a=1&b=2",
        "https://m.example.com/post?a=1&b=2",
        "https://amp.example.com/post?a=1&b=2",
        "https://example.com/post/amp/?a=1&b=2",
        "https://example.com/post?a=1&b=2&amp=1",
        "https://example.com/post?a=1&b=2#section-3",
        "https://example.com/post?utm_source=x&a=1&b=2&fbclid=y&gclid=z&igsh=1",
    ],
)
def test_twins_of_one_page_share_a_key(twin: str) -> None:
    assert duplicate_key(twin) == duplicate_key("https://example.com/post?a=1&b=2")


@pytest.mark.parametrize(
    "other",
    [
        "https://example.com/post?a=1",
        "https://example.com/Post?a=1&b=2",
        "https://example.com:8443/post?a=1&b=2",
        "https://blog.example.com/post?a=1&b=2",
        "https://example.com/post?a=1&b=2#/route",
        "https://example.com/post?a=1&b=2#!/route",
        "https://example.com/amplifier?a=1&b=2",
        "https://example.org/post?a=1&b=2",
    ],
)
def test_different_pages_have_different_keys(other: str) -> None:
    assert duplicate_key(other) != duplicate_key("https://example.com/post?a=1&b=2")


def test_a_two_part_host_keeps_its_first_part() -> None:
    assert duplicate_key("https://m.example/x") != duplicate_key("https://example/x")


@pytest.mark.parametrize(
    "target",
    ["//evil.example", "/\\evil.example", "https:evil.example", "https://evil.example/", "evil",
     "\t//evil.example", "/\t/evil.example", "/\n/evil.example", "", "javascript:alert(1)",
     "/" + "a" * 5000],
)  # fmt: skip
def test_a_target_on_another_site_is_never_same_origin(target: str) -> None:
    assert not is_same_origin_path(target)


@pytest.mark.parametrize("target", ["/", "/saves?after=abc", "/saves/3#x", "/a//b", "/@alice"])
def test_a_path_of_this_site_is_same_origin(target: str) -> None:
    assert is_same_origin_path(target)


def test_references_resolve_only_to_web_addresses() -> None:
    assert join("https://a.example/b/c", "../d?e") == "https://a.example/d?e"
    assert join("https://a.example/b/c", "//x.example/y") == "https://x.example/y"
    assert join("https://a.example/b/c", "javascript:alert(1)") is None
    assert join("https://a.example/b/c", "data:text/html,x") is None


def test_hosts_are_shown_as_people_read_them() -> None:
    assert display_host("https://www.xn--3e0b707e.example/x") == "한국.example"
    assert display_host("https://blog.example.com:8080/x") == "blog.example.com"


def test_only_the_front_page_is_the_root() -> None:
    assert is_root("https://a.example") and is_root("https://a.example/#top")
    assert not is_root("https://a.example/x") and not is_root("https://a.example/?p=3")
