"""Markdown becomes markup whose code is byte for byte and whose forms the engine knows."""

from __future__ import annotations

import pytest
from turbohtml import parse_fragment

from devket.capture.engine import extract
from devket.capture.files.markdown import markdown_html

_PROSE = "A paragraph that says something at some length, with commas, so that it reads.\n\n" * 4


def read(text: str) -> str:
    page = extract(f"<article>{markdown_html(_PROSE + text)}</article>", "https://a.example/x")
    return page.content_html


def test_code_is_kept_byte_for_byte_with_its_language() -> None:
    code = "def f(a):\n\tif a:  \n\n\n        return '<b>&amp;'\n"
    root = parse_fragment(markdown_html(f"# T\n\n```python title=x\n{code}```\n"))
    block = root.select_one("pre > code.language-python")
    assert block is not None and block.text == code


@pytest.mark.parametrize(
    ("text", "markup"),
    [
        ("| a | b |\n|---|---|\n| 1 | 2 |", "<td>2</td>"),
        ("- [ ] to do\n- [x] done", "☑ done"),
        ("> [!WARNING]\n> Mind the gap.", "callout-warning"),
        ("It says so.[^1]\n\n[^1]: In a note.", 'class="footnotes"'),
        ("~~gone~~", "<s>gone</s>"),
        ("The sum $a_1 + a_2$ is known.", '<span class="math">a_1 + a_2</span>'),
        ("It costs $5 or $6 in $HOME.", "It costs $5 or $6 in $HOME."),
        ("See https://b.example/c for it.", 'href="https://b.example/c"'),
    ],
)
def test_the_forms_of_forges_are_kept(text: str, markup: str) -> None:
    assert markup in read(text)


def test_front_matter_is_not_read_aloud() -> None:
    assert "draft" not in markdown_html("---\ntitle: A\ndraft: true\n---\n# A\n\nText.")


def test_lines_of_any_system_are_lines() -> None:
    assert markdown_html("# A\r\n\r\nText.\r\n") == "<h1>A</h1>\n<p>Text.</p>\n"


def test_raw_scripts_do_not_come_through_the_engine() -> None:
    markup = read("<script>boom()</script>\n\n[x](javascript:boom())")
    assert "<script" not in markup and "href" not in markup


@pytest.mark.parametrize("part", ["[", "![[", ">", "*a ", "`", "<a ", "[^a]", "$a ", "|a"])
def test_a_hostile_text_neither_fails_nor_hangs(part: str) -> None:
    assert markdown_html(part * 3000)


def test_beyond_the_bound_a_text_stays_as_typed() -> None:
    markup = markdown_html("word " * 61_000 + "\n\n**end**")
    assert markup.endswith("**end**</pre>")
