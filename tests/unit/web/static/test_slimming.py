"""Scripts without their comments: what they do stays, word for word."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask import Blueprint, Flask
from pygments.lexers.javascript import JavascriptLexer

from devket.web.static import ROOT, slim, sources
from devket.web.static.gather import gather

SCRIPTS = sorted((ROOT / "js").glob("*.js"))


def words(script: str) -> list[str]:
    """Return what a script is made of but for comments and white space."""
    lexer = JavascriptLexer(stripnl=False)
    code = "".join(value for kind, value in lexer.get_tokens(script) if "Comment" not in str(kind))
    return re.findall(r"\w+|[^\w\s]", code)


def test_comments_and_white_space_go() -> None:
    assert slim("// told\nlet a = 1; /* of\nb */\nlet b  =  [ a ];\n") == "let a=1;let b=[a];"


@pytest.mark.parametrize(
    "kept",
    [
        'open("https://example.org/ // no")',
        "open('/* no */')",
        "`${a}  // no  ${b}`",
        r"/\/\/ [/*] \s*/u.test(a)",
        "return/[ \\t]#/.exec(a)",
    ],
)
def test_texts_and_patterns_stay(kept: str) -> None:
    assert slim(f"{kept}; // gone") == f"{kept};"


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_of_each_script_nothing_but_comments_goes(script: Path) -> None:
    text = script.read_text("utf-8")
    slimmed = slim(text)
    assert words(slimmed) == words(text)
    assert len(slimmed) < len(text)
    assert not re.search(r"^\s*//", slimmed, re.MULTILINE)


def test_what_is_ours_is_collected_slim_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app, written = Flask("gathered", static_folder=None), "a( 1 ); // told\n"
    for owner in ("shop", "theirs"):
        folder = tmp_path / owner
        (folder / "vendor").mkdir(parents=True)
        for file in ("a.js", "vendor/b.js", "c.txt"):
            (folder / file).write_text(written)
        app.register_blueprint(Blueprint(owner, owner, static_folder=str(folder)))
    monkeypatch.setattr(sources, "PACKAGE", tmp_path / "shop")
    found = gather(app)
    sent = {path: found.contents[name] for path, name in found.manifest.files.items()}
    assert sent["shop/a.js"] == b"a(1);"
    for left in ("shop/vendor/b.js", "shop/c.txt", "theirs/a.js"):
        assert sent[left] == written.encode()
