"""Which names of other files are found in style sheets and modules, and which words are none."""

from __future__ import annotations

import pytest

from devket.web.static.references import references, without_source_map


def found(path: str, text: str) -> list[str]:
    """Return the names found, having looked that each stands where it is said to."""
    named = list(references(path, text))
    assert [text[one.start : one.end] for one in named] == [one.target for one in named]
    return [one.target for one in named]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("a{background:url(a.png)}", ["a.png"]),
        ("a{background:url( 'a b.png' )}", ["a b.png"]),
        ('a{background:URL("a.png?x=1#y"), url(b.png)}', ["a.png?x=1#y", "b.png"]),
        ('@import "a.css" screen;@import \'b.css\';', ["a.css", "b.css"]),
        ("@import url(a.css);@import url('b.css') print;", ["a.css", "b.css"]),
        ('@import\n\t"a.css";', ["a.css"]),
        ("/* url(a.png) @import 'b.css' */", []),
        ("a::before{content:'url(a.png)'}", []),
        ('a::before{content:"\\"url(a.png)"}', []),
        ("a{background:url(\"data:image/svg+xml,%3Csvg xmlns='x' y='url(a.png)'%3E\")}",
         ["data:image/svg+xml,%3Csvg xmlns='x' y='url(a.png)'%3E"]),
        ("a{background:var(--my-url(a.png))}", []),
        ("a{background:url()}", []),
        ("a{content:'unclosed\n}b{background:url(b.png)}", ["b.png"]),
        ("/* unclosed url(a.png)", ["a.png"]),
    ],
)  # fmt: skip
def test_a_style_sheet_names_what_it_loads_and_imports(text: str, names: list[str]) -> None:
    assert found("a.css", text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ('import "./a.js";', ["./a.js"]),
        ("import a, {b as c} from '../a.js'", ["../a.js"]),
        ('import{a}from"./a.js";export*from"./b.js";', ["./a.js", "./b.js"]),
        ("export { a } from './a.js';", ["./a.js"]),
        ("const a = await import( './a.js' );", ["./a.js"]),
        ('new Worker(new URL("a.js", import.meta.url))', ["a.js"]),
        ('import data from "/static/a.json" with {type: "json"}', ["/static/a.json"]),
        ("import htmx from 'htmx'", []),
        ("new URL('a.js', document.baseURI); import.meta.url", []),
        ("// import './a.js'\n/* import './b.js' */", []),
        ("const told = \"import './a.js'\";", []),
        ("const told = `import './a.js'`;", []),
        ("Array.from('./a.js')", []),
        ("const x = /import '.a.js'/;", []),
        ("import(`./${name}.js`)", []),
    ],
)
def test_a_module_names_what_it_imports(text: str, names: list[str]) -> None:
    assert found("a.js", text) == found("a.mjs", text) == names


def test_other_files_name_nothing() -> None:
    assert found("a.svg", "url(a.png) import './a.js'") == []


@pytest.mark.parametrize(
    ("path", "text", "left"),
    [
        ("a.js", "x();\n//# sourceMappingURL=a.js.map\n", "x();\n"),
        ("a.js", "x();\n//@ sourceMappingURL=a.js.map", "x();\n"),
        ("a.js", 'x("\\n//# sourceMappingURL=a");', 'x("\\n//# sourceMappingURL=a");'),
        ("a.css", "a{}\n/*# sourceMappingURL=a.css.map */\n", "a{}\n"),
        ("a.css", "a{}/* said */", "a{}/* said */"),
        ("a.svg", "//# sourceMappingURL=a\n", "//# sourceMappingURL=a\n"),
    ],
)
def test_the_name_of_a_source_map_is_dropped(path: str, text: str, left: str) -> None:
    assert without_source_map(path, text) == left


@pytest.mark.parametrize("part", ["/*", "url('", "@import ", '"\\', "import ", "from '"])
def test_a_hostile_file_is_read_in_reasonable_time(part: str) -> None:
    for path in ("a.css", "a.js"):
        list(references(path, part * 5_000))
