"""Data for a page's own scripts is found and taken apart, whatever a page puts there."""

from __future__ import annotations

import pytest
from turbohtml import Document, parse

from devket.capture.embedded.find import assigned, by_id, dig, holders, in_scripts, json_of, text_at


def page(*scripts: str) -> Document:
    return parse("<body>" + "".join(f"<script>{script}</script>" for script in scripts))


@pytest.mark.parametrize(
    ("script", "name"),
    [
        ('var state = {"a": [1]};', "state"),
        ('window.state={"a":[1]};(function(){})()', "window.state"),
        ('window["state"] = {"a": [1]}', "state"),
        ('if (state == null) {} let state =\n {"a": [1]}', "state"),
        ('state = other; var state = {"a":[1]}', "state"),
        ('state = JSON.parse("{\\"a\\":[1]}")', "state"),
    ],
)
def test_an_assigned_value_is_read(script: str, name: str) -> None:
    assert assigned(page("first()", script), name) == {"a": [1]}


@pytest.mark.parametrize(
    "script",
    [
        "state = {a: 1}",
        "state = " + "[" * 300_000,
        'state = {"a": ',
        "state = JSON.parse(other)",
        "state = function() {}",
        "state state state " * 50_000,
        "",
        "state = " + "9" * 5_000,
    ],
    ids=range(8),
)
def test_what_is_no_json_gives_nothing(script: str) -> None:
    assert assigned(page(script), "state") is None


def test_a_script_is_found_by_id_and_by_selector() -> None:
    document = parse(
        '<script id="data" type="application/json"> {"a": 1} </script>'
        '<script type="application/json" data-target="x">[2]</script>'
        '<script type="application/json" data-target="x">broken</script>'
    )
    assert by_id(document, "data") == {"a": 1}
    assert by_id(document, "none") is None
    assert list(in_scripts(document, "script[data-target=x]")) == [[2]]


def test_a_script_wrapped_for_old_browsers_is_read() -> None:
    assert json_of('<!-- {"a": 1} -->') == {"a": 1}
    assert json_of('//<![CDATA[\n{"a": 1}\n//]]>') == {"a": 1}


def test_a_path_that_leads_nowhere_gives_the_default() -> None:
    value = {"a": [{"b": "c"}], "n": 7, "t": True}
    assert dig(value, "a", 0, "b") == "c"
    assert dig(value, "a", -1, "b") == "c"
    for path in (("a", 1), ("a", "b"), ("x",), ("a", 0, "b", 0), ("n", "x")):
        assert dig(value, *path, default="-") == "-"
    assert (text_at(value, "n"), text_at(value, "t"), text_at(value, "a")) == ("7", "", "")


def test_holders_of_a_key_come_in_the_order_of_the_page_and_in_bounds() -> None:
    value = [{"x": {"k": 1, "deeper": {"k": 2}}}, {"k": 3}]
    assert [node["k"] for node in holders(value, "k")] == [1, 2, 3]
    assert len(holders([{"k": 1}] * 500, "k")) == 200
