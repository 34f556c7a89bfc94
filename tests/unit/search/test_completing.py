"""The word at the caret: found in any query, with the place that a suggestion replaces."""

from __future__ import annotations

import pytest

from devket.search.language.completing import Begun, word_at, written


def at_mark(marked: str) -> Begun | None:
    """Return the word at the `|` of a text."""
    return word_at(marked.replace("|", ""), marked.index("|"))


@pytest.mark.parametrize(
    ("marked", "operator", "said", "replaced"),
    [
        ("ta|", "", "ta", "ta"),
        ("sqlite ta|", "", "ta", "ta"),
        ("tag:|", "tag", "", "tag:"),
        ("tag:py|", "tag", "py", "tag:py"),
        ("TAG:py|", "tag", "py", "TAG:py"),
        ("tag:py|thon more", "tag", "py", "tag:python"),
        ("-tag:py|", "tag", "py", "tag:py"),
        ("(tag:py|)", "tag", "py", "tag:py"),
        ('tag:"to r|', "tag", "to r", 'tag:"to r'),
        ('tag:"to r|ead" x', "tag", "to r", 'tag:"to read"'),
        ("tag:“to r|ead” x", "tag", "to r", "tag:“to read”"),
        ('tag:"to r| and more', "tag", "to r", 'tag:"to r'),
        ("태그 파이|", "", "파이", "파이"),
        ("tag:파이|", "tag", "파이", "tag:파이"),
        ("http://a|", "", "http://a", "http://a"),
        ("nonsense:a|", "", "nonsense:a", "nonsense:a"),
    ],
)
def test_the_word_at_the_caret_is_found(
    marked: str, operator: str, said: str, replaced: str
) -> None:
    begun = at_mark(marked)
    assert begun is not None
    assert (begun.operator, begun.said) == (operator, said)
    assert marked.replace("|", "")[begun.start : begun.end] == replaced


@pytest.mark.parametrize("marked", ["|", "sqlite |", "(|", "-|", '"to re|', '"a" |', "tag:a |b"])
def test_between_words_and_in_quotations_nothing_is_completed(marked: str) -> None:
    assert at_mark(marked) is None


@pytest.mark.parametrize("at", [-5, 10_000])
def test_a_caret_outside_of_the_text_is_taken_to_its_edge(at: int) -> None:
    word_at("tag:py", at)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("python", "tag:python"),
        ("a/b", "tag:a/b"),
        ("to read", 'tag:"to read"'),
        ("(x)", 'tag:"(x)"'),
        ('12" vinyl', 'tag:“12" vinyl”'),
    ],
)
def test_a_value_is_written_so_that_it_is_read_back(value: str, expected: str) -> None:
    assert written("tag", value) == expected
