"""Laws of templates, styles and scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT, files

TEMPLATES = files("devket/**/*.html")
STYLES = [path for path in files("devket/static/css/**/*.css") if path.name != "tokens.css"]
SCRIPTS = files("devket/static/js/**/*.js")
JINJA = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
# What is no language: classes and names in small blocks, code, what is marked as such.
NOT_SAID = re.compile(
    r"\{%-?\s*trans\b.*?endtrans\s*-?%\}"
    r"|\{%-?\s*block (?:body_class|tab)\b.*?endblock\s*-?%\}"
    r"|<(pre|code|kbd)\b.*?</\1>"
    r"|<(\w+)[^>]*\stranslate=\"no\".*?</\2>",
    re.DOTALL,
)
TAG = re.compile(r"<!--.*?-->|<(script|style|svg)\b.*?</\1>|<[^>]*>", re.DOTALL)
SHOWN_ATTRIBUTES = re.compile(r"""\b(?:alt|title|placeholder|aria-label)="([^"]*)\"""")
LETTERS = re.compile(r"[^\W\d_]{2,}")
# Names and signs that are the same in every language.
NAMES = re.compile(r"\b(Devket|English|Python|README|Esc|Enter|Ctrl)\b")
COLOUR = re.compile(
    r"#[0-9a-fA-F]{3,8}\b|\b(?:rgba?|hsla?|oklch|oklab|lab|lch|color)\("
    r"|:\s*(?:white|black|red|green|blue|gray|grey|yellow|orange)\b"
)
SCRIPT_LINES = 100


def ids(path: Path) -> str:
    """Return a file's name for the test report."""
    return str(path.relative_to(ROOT / "devket"))


def without_jinja(text: str) -> str:
    """Return the text with templates' own parts made blank, line numbers kept."""
    return JINJA.sub(lambda found: re.sub(r"[^\n]", " ", found.group()), text)


def bare_words(text: str) -> Iterator[str]:
    """Yield the words of a template that no translation reaches."""
    markup = without_jinja(NOT_SAID.sub(" ", text))
    shown = [TAG.sub("\n", markup), *SHOWN_ATTRIBUTES.findall(markup)]
    for piece in shown:
        for line in piece.splitlines():
            words = NAMES.sub("", re.sub(r"&\w+;", " ", line)).strip()
            if LETTERS.search(words):
                yield words


@pytest.mark.parametrize("path", TEMPLATES, ids=ids)
def test_every_visible_word_is_translated(path: Path) -> None:
    assert list(bare_words(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=ids)
def test_no_template_holds_code_or_style(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.findall(r"""<style|\sstyle=|\son\w+=["']|javascript:""", without_jinja(text))
    assert not re.findall(r'<script(?![^>]*\b(?:src=|type="application/ld\+json"))', text)


@pytest.mark.parametrize("path", TEMPLATES, ids=ids)
def test_no_template_turns_escaping_off(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.findall(r"\|\s*safe\b|autoescape|Markup\(", text)


@pytest.mark.parametrize("path", TEMPLATES, ids=ids)
def test_htmx_is_an_addition_to_a_form_or_a_link(path: Path) -> None:
    for tag in re.findall(r"<\w+[^>]*\shx-(?:post|put|delete|patch)=[^>]*>", without_jinja(
        path.read_text(encoding="utf-8")
    )):  # fmt: skip
        assert tag.startswith("<form"), f"works with scripts only: {tag}"


@pytest.mark.parametrize("path", STYLES, ids=ids)
def test_colours_stand_in_the_tokens_alone(path: Path) -> None:
    text = re.sub(r"/\*.*?\*/|url\([^)]*\)", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert COLOUR.findall(text) == []


@pytest.mark.parametrize("path", SCRIPTS, ids=ids)
def test_a_script_is_short_and_makes_no_markup(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= SCRIPT_LINES
    assert not re.findall(r"\beval\(|new Function|innerHTML\s*=|document\.write", text)


def test_every_template_is_named_somewhere() -> None:
    code = [path.read_text(encoding="utf-8") for path in files("devket/**/*.py")]
    text = "\n".join([*code, *(path.read_text(encoding="utf-8") for path in TEMPLATES)])
    unused = [path for path in TEMPLATES if not re.search(rf"\b{path.stem}\b", text)]
    assert unused == []
