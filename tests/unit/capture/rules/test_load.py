"""Rule files: ours all load, and a bad one is refused with its file, rule and field."""

from __future__ import annotations

from pathlib import Path

import pytest

from devket.capture import rules
from devket.capture.rules import RuleError
from devket.capture.rules.load import load_file, load_folder
from devket.capture.rules.match import words_of

_FOLDER = Path(rules.__file__).parent
_GOOD = "marker = '.a'\nkeep = '.b'\n"


def refused(tmp_path: Path, text: str) -> str:
    path = tmp_path / "bad.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RuleError) as caught:
        load_file(path)
    return str(caught.value)


def test_all_our_rules_load_and_every_selector_parses() -> None:
    loaded = load_folder(_FOLDER)
    assert len(loaded) > 90
    assert rules.book().rules == loaded


def test_every_file_of_rules_is_known_to_the_readme() -> None:
    readme = (_FOLDER / "README.md").read_text(encoding="utf-8")
    assert [path.name for path in _FOLDER.glob("*.toml") if f"`{path.name}`" not in readme] == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("x = [", "bad.toml: "),
        ("x = 1", "bad.toml: x: stands outside"),
        (f"[r]\n{_GOOD}kep = '.c'", "bad.toml: r: kep: no such field"),
        (f"[r]\n{_GOOD}name = 'other'", "bad.toml: r: name: no such field"),
        ("[r]\nmarker = '.a['\nkeep = '.b'", "bad.toml: r: marker: invalid CSS"),
        ("[r]\nmarker = '.a'\nkeep = ['.b', '']", "bad.toml: r: keep: expected a string"),
        ("[r]\nmarker = '.a'\nkeep = 3", "bad.toml: r: keep: expected a string"),
        ("[r]\nkeep = '.b'", "bad.toml: r: needs one of hosts, generator, marker"),
        ("[r]\nmarker = '.a'", "bad.toml: r: needs keep or posts"),
        (f"[r]\n{_GOOD}kind = 'novel'", "bad.toml: r: kind: 'novel'"),
        (f"[r]\n{_GOOD}path = '('", "bad.toml: r: path: "),
        (f"[r]\n{_GOOD}min_chars = true", "bad.toml: r: min_chars: expected a whole number"),
        (f"[r]\n{_GOOD}alone = 1", "bad.toml: r: alone: expected true or false"),
        (f"[r]\n{_GOOD}author = 'a[@href'", "bad.toml: r: author: invalid CSS"),
        (f"[r]\n{_GOOD}author = 'a =~ ('", "bad.toml: r: author: "),
        (f"[r]\n{_GOOD}author = 'a =~ by .+'", "bad.toml: r: author: needs one group: by .+"),
        (f"[r]\n{_GOOD}posts = 1", "bad.toml: r: posts: expected a table"),
        (f"[r]\n{_GOOD}[r.posts]\nbody = '.c'", "bad.toml: r: posts: needs post"),
        (f"[r]\n{_GOOD}[r.posts]\npost = '.c'\nx = 1", "bad.toml: r: posts: x: no such field"),
        (f"[r]\n{_GOOD}[r.card]\nstar = '.c'", "bad.toml: r: card: star: no fact of a card"),
        ("drop = 1", "bad.toml: drop: expected a string"),
    ],
)
def test_a_bad_file_is_refused_with_the_place(tmp_path: Path, text: str, told: str) -> None:
    assert refused(tmp_path, text).startswith(told)


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    (tmp_path / "latin.toml").write_bytes(b"# \xe9\n")
    with pytest.raises(RuleError, match=r"latin\.toml: "):
        load_folder(tmp_path)


def test_two_rules_of_one_name_are_refused(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.toml").write_text(f"[r]\n{_GOOD}", encoding="utf-8")
    with pytest.raises(RuleError, match="named twice: r"):
        load_folder(tmp_path)


def test_what_a_file_drops_is_dropped_by_each_of_its_rules(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_text(f"drop = '.x'\n[r]\n{_GOOD}drop = '.y'", encoding="utf-8")
    assert load_file(path)[0].drop == ".x, .y"


@pytest.mark.parametrize(
    ("selector", "word"),
    [
        ("html#XF .message", "XF message"),
        (".a:not(.longer-word) > p", "a"),
        (".page:has(.x:not(.y))", "page"),
        ("[class*='.hidden'] p", ""),
        ("shreddit-post", ""),
        (".a, .b", ""),
    ],
)
def test_a_marker_is_looked_for_only_where_its_words_are(selector: str, word: str) -> None:
    assert words_of(selector) == set(word.split())
