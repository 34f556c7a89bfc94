"""Texts that are pages in another notation: Markdown, notebooks, tables of values, feeds."""

from __future__ import annotations

import json

import pytest

from devket.capture import Kind, State
from devket.capture.engine import extract
from devket.capture.images.inline import INLINE_HOME
from devket.capture.model import Reason

_RAW = "https://raw.example/ada/notes/main"
_CODE = "def f(x):\n\treturn  x  # kept\n"


def notebook(**changes: object) -> str:
    cells = [
        {"cell_type": "markdown", "source": ["# Falling bodies\n", "\n", "What *falls* is heavy."]},
        {
            "cell_type": "code",
            "source": _CODE,
            "outputs": [
                {"output_type": "stream", "name": "stdout", "text": ["9.81\n"]},
                {"output_type": "display_data", "data": {"image/png": "iVBORw0KGgo" + "A" * 1200}},
                {"output_type": "error", "traceback": ["\x1b[31mValueError\x1b[0m: too heavy"]},
            ],
        },
        {
            "cell_type": "code",
            "source": "table",
            "outputs": [
                {
                    "output_type": "execute_result",
                    "data": {
                        "text/plain": "x y",
                        "text/html": ["<table><tr><td>1<td>2<script>alert(1)</script></table>"],
                    },
                }
            ],
        },
    ]
    data = {"nbformat": 4, "cells": cells, "metadata": {"kernelspec": {"language": "python"}}}
    return json.dumps({**data, **changes})


def test_markdown_is_read_as_the_article_it_is() -> None:
    text = f"# On hens\n\nThey *lay*.\n\n```python\n{_CODE}```\n\n<script>alert(1)</script>\n"
    for kind, name in (("text/plain", "hens.md"), ("text/markdown", "hens")):
        page = extract(text.encode(), f"{_RAW}/{name}", kind)
        assert (page.title, page.state, page.kind) == ("On hens", State.FULL_TEXT, Kind.ARTICLE)
        assert "<em>lay</em>" in page.content_html and _CODE.strip() in page.text
        assert page.code_languages == ("python",)
        assert "script" not in page.content_html


def test_a_notebook_shows_text_code_and_what_the_code_gave() -> None:
    page = extract(notebook().encode(), f"{_RAW}/falling.ipynb", "text/plain")
    assert (page.title, page.log["rule"]) == ("Falling bodies", "notebook")
    assert page.content_html.count("<pre") == 4 and _CODE in page.text
    assert "python" in page.code_languages
    assert "9.81" in page.text and "ValueError: too heavy" in page.text
    assert "<table" in page.content_html and "script" not in page.content_html
    assert f'src="{INLINE_HOME}' in page.content_html and len(page.inline) == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"cells": None},
        {"cells": [1, None, {"cell_type": "code", "source": 7, "outputs": "x"}]},
        {"metadata": [], "cells": [{"cell_type": "code", "outputs": [{"data": {"image/png": 3}}]}]},
        {"worksheets": [{"cells": [{"cell_type": "heading", "source": "Old"}]}], "cells": None},
    ],
)
def test_odd_notebooks_do_no_harm(changes: dict[str, object]) -> None:
    page = extract(notebook(**changes).encode(), f"{_RAW}/odd.ipynb", "application/json")
    assert page.log["rule"] == "notebook"


def test_json_that_is_no_notebook_stays_code() -> None:
    page = extract(b'{"a":  [1,\n\t2]}', f"{_RAW}/a.ipynb", "application/json")
    assert page.text == '{"a":  [1,\n\t2]}'


def test_values_become_a_table() -> None:
    page = extract(b'name,weight\n"Hen, brown",2.1\nGoose,5\n', f"{_RAW}/w.csv", "text/plain")
    assert "<th>weight</th>" in page.content_html and "<td>Hen, brown</td>" in page.content_html
    assert page.title == "w.csv"


def test_values_without_end_stay_text() -> None:
    page = extract(b"a,b\n" * 3000, f"{_RAW}/long.csv", "text/csv")
    assert "<table" not in page.content_html and page.text.count("a,b") == 3000


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("<?xml version='1.0' encoding='euc-kr'?><rss><channel><title>Hen news</title>"
         "<description>All of hens</description><item><title>An egg</title></item></channel></rss>",
         "application/rss+xml"),
        ("<feed xmlns='http://www.w3.org/2005/Atom'><title>Hen news</title>"
         "<subtitle>All of hens</subtitle><entry><title>An egg</title></entry></feed>",
         "text/xml"),
    ],
)  # fmt: skip
def test_a_feed_is_a_card_with_its_name(text: str, kind: str) -> None:
    page = extract(text.encode(), "https://hens.example/feed", kind)
    assert (page.state, page.reason) == (State.NOT_AN_ARTICLE, Reason.NO_TEXT)
    assert (page.kind, page.title, page.excerpt) == (Kind.LINK, "Hen news", "All of hens")


def test_xml_that_is_no_feed_or_is_broken_stays_code() -> None:
    for text in ("<plan><a/></plan>", "<rss><channel>"):
        page = extract(text.encode(), "https://hens.example/x.xml", "text/xml")
        assert page.text == text
