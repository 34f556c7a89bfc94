"""Colour never changes the text: over odd texts, every common language, links and bounds."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from turbohtml import parse_fragment

from devket.capture import highlight as module
from devket.capture.highlight import CLASSES, Link, guess, highlight
from devket.capture.sanitise import sanitise

LANGUAGES = (
    *(
        "python",
        "javascript",
        "typescript",
        "jsx",
        "bash",
        "console",
        "json",
        "yaml",
        "html",
        "css",
    ),
    *("sql", "go", "rust", "java", "c", "cpp", "ruby", "php", "diff", "toml", "docker", "makefile"),
    *("haskell", "markdown", "pycon", "xml", "perl", "nginx", "latex", "text"),
)
ODD = [
    "",
    "\n",
    "\n\n\n",
    " ",
    "\t\n\t",
    "no newline at the end",
    "one at the end\n",
    "\nleading",
    "a\n\n\nb\n\n",
    "  indented  \n\ttabs\t\n",
    "<b>&amp;\"'</b>",
    "&lt;not an entity&gt;",
    "</code></pre><script>alert(1)</script>",
    "emoji 👨‍👩‍👧 한글 漢字 עברית \u202eright",
    "\x0b\x0c\x1c\x85\u2028\u2029",
    'unterminated "string\nnext',
    "'''\n\\\\\\",
    "{{{[[[(((",
    "# comment only",
    "$ ls\noutput\n$ ",
    ">>> 1\n1\n",
    "+a\n-b\n@@ -1 +1 @@\n",
    "<?php echo '?>",
    "/* open",
]


def _text_of(html: str) -> str:
    return parse_fragment(f"<pre><code>{html}</code></pre>").text


@pytest.mark.parametrize("language", LANGUAGES)
def test_odd_texts_come_back_unchanged(language: str) -> None:
    for text in ODD:
        assert _text_of(highlight(text, language)) == text


@pytest.mark.parametrize("language", LANGUAGES)
def test_random_texts_come_back_unchanged(language: str) -> None:
    dice = random.Random(language)
    alphabet = "ab1 \n\n\t<>&\"'`#/\\*-+=(){}[]:;.,$@!?_é漢\u00a0"
    for _ in range(8):
        text = "".join(dice.choices(alphabet, k=dice.randrange(200)))
        assert _text_of(highlight(text, language)) == text


def test_our_own_source_is_coloured_and_unchanged() -> None:
    source = Path(module.__file__).read_text(encoding="utf-8")
    html = highlight(source, "python")
    assert _text_of(html) == source
    assert html.count('<span class="k">') > 50


def test_only_known_classes_are_written_and_all_survive_the_sanitiser() -> None:
    html = highlight(
        'def f(x: int) -> str:\n    """Doc."""\n    return f"{x!r}" if x else None\n', "python"
    )
    used = {element.attr("class") for element in parse_fragment(html).iter_elements("span")}
    assert used and used <= CLASSES
    assert sanitise(f"<pre><code>{html}</code></pre>") == f"<pre><code>{html}</code></pre>"


def test_carriage_returns_are_left_alone() -> None:
    assert highlight("a = 1\rb = 2\r\n", "python") == "a = 1\rb = 2\r\n"


def test_an_unknown_language_gives_plain_text() -> None:
    assert highlight("a < b", "klingon") == "a &lt; b"
    assert highlight("a < b", "") == "a &lt; b"


def test_a_huge_block_is_not_coloured() -> None:
    text = "x = 1\n" * (module.MAX_COLOURED // 6 + 1)
    assert highlight(text, "python") == text


def test_out_of_time_means_no_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_SECONDS", -1.0)
    assert highlight("x = 1\n" * 400, "python") == "x = 1\n" * 400


def test_links_lie_over_the_colour() -> None:
    text = "def f() -> Vec: pass"
    html = highlight(
        text,
        "python",
        [Link(4, 5, "https://a.example/?a=1&b=2"), Link(11, 14, "https://b.example/")],
    )
    root = parse_fragment(html)
    assert root.text == text
    assert [(a.text, a.attr("href")) for a in root.iter_elements("a")] == [
        ("f", "https://a.example/?a=1&b=2"),
        ("Vec", "https://b.example/"),
    ]


def test_links_that_overlap_or_lie_outside_do_no_harm() -> None:
    links = [Link(0, 3, "https://a.example/"), Link(1, 2, "https://b.example/"), Link(90, 99, "x")]
    assert _text_of(highlight("abcdef", "", links)) == "abcdef"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("$ git status\nOn branch main", "console"),
        (">>> 1 + 1\n2", "pycon"),
        ("#!/usr/bin/env bash\nls", "bash"),
        ("#!/usr/bin/python3\nprint()", "python"),
        ("from os import path\n\ndef f(x):\n    return x\n", "python"),
        ('{"a": 1}', "json"),
        ("<?xml version='1.0'?><a/>", "xml"),
        ("<!doctype html><p>x", "html"),
        ("diff --git a/x b/x\n", "diff"),
        ("SELECT a FROM b WHERE c", "sql"),
        ("package main\n\nfunc main() {\n}", "go"),
        ("some words of prose, nothing else", ""),
        ("x = 1", ""),
        ("", ""),
    ],
)
def test_a_guess_needs_a_plain_sign(text: str, language: str) -> None:
    assert guess(text) == language
