"""Names made from content, and the names of other files rewritten in it."""

from __future__ import annotations

import hashlib
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devket.web.static.naming import Naming

PICTURE = b"\x89PNG"


def name(path: str, sources: dict[str, bytes]) -> str:
    """Return the hashed name of one file of a set."""
    return Naming(sources).name(path)


def test_the_name_holds_twelve_digits_of_the_hash_of_what_is_served() -> None:
    naming = Naming({"css/base.css": b"a{}", "LICENSE": b"free", "js/a.min.js": b"a()"})
    for path, shape in {
        "css/base.css": r"css/base\.([0-9a-f]{12})\.css",
        "LICENSE": r"LICENSE\.([0-9a-f]{12})",
        "js/a.min.js": r"js/a\.min\.([0-9a-f]{12})\.js",
    }.items():
        digits = re.fullmatch(shape, naming.name(path))
        assert digits is not None
        assert hashlib.sha256(naming.content(path)).hexdigest().startswith(digits[1])


def test_names_are_rewritten_relatively_and_keep_query_and_fragment() -> None:
    sources = {
        "css/a.css": b"@import 'b.css';a{background:url(\"../img/x.png?v=1#i\")}b{c:url(#d)}",
        "css/b.css": b"a{background:url(/static/img/x.png)}",
        "img/x.png": PICTURE,
    }
    naming = Naming(sources)
    picture = naming.name("img/x.png").removeprefix("img/")
    other = naming.name("css/b.css").removeprefix("css/")
    assert naming.content("css/a.css").decode() == (
        f"@import '{other}';a{{background:url(\"../img/{picture}?v=1#i\")}}b{{c:url(#d)}}"
    )
    assert naming.content("css/b.css").decode() == f"a{{background:url(../img/{picture})}}"
    assert naming.missing == []


def test_a_module_names_its_neighbours_as_neighbours() -> None:
    sources = {
        "js/a.js": b"import './b.js';new URL('x.png', import.meta.url);import '../c.js'",
        "js/b.js": b"",
        "c.js": b"",
        "js/x.png": PICTURE,
    }
    naming = Naming(sources)
    b, c, x = (naming.name(path).removeprefix("js/") for path in ("js/b.js", "c.js", "js/x.png"))
    told = naming.content("js/a.js").decode()
    assert told == f"import './{b}';new URL('./{x}', import.meta.url);import '../{c}'"


def test_what_is_elsewhere_is_left_alone() -> None:
    text = (
        "@import url(https://fonts.example/a.css);a{b:url(//c.example/d);"
        "e:url(data:,x);f:url(/media/g);h:url('');i:url(#j)}"
    )
    naming = Naming({"a.css": text.encode()})
    assert naming.content("a.css") == text.encode()
    assert naming.missing == []


def test_a_change_of_what_is_named_changes_the_name() -> None:
    sources = {
        "a.css": b"@import 'b.css'",
        "b.css": b"a{background:url(x.png)}",
        "c.css": b"",
        "x.png": PICTURE,
    }
    changed = {**sources, "x.png": PICTURE + b"!"}
    assert name("a.css", sources) != name("a.css", changed)
    assert name("b.css", sources) != name("b.css", changed)
    assert name("c.css", sources) == name("c.css", changed)


@pytest.mark.parametrize("changed", ["a.js", "b.js", "c.js", "d.js"])
def test_files_that_name_each_other_change_together(changed: str) -> None:
    sources = {
        "a.js": b"import './b.js'",
        "b.js": b"import './c.js'",
        "c.js": b"import './a.js';import './d.js'",
        "d.js": b"",
    }
    before, after = Naming(sources), Naming({**sources, changed: sources[changed] + b";x()"})
    for path in ("a.js", "b.js", "c.js"):
        assert before.name(path) != after.name(path)
    assert len({before.name(path).split(".")[1] for path in sources}) == 4
    b, d = before.name("b.js"), before.name("d.js")
    assert before.content("a.js").decode() == f"import './{b}'"
    assert d in before.content("c.js").decode()


def test_a_file_may_name_itself() -> None:
    naming = Naming({"a.css": b"a{behavior:url(a.css)}"})
    assert naming.content("a.css").decode() == f"a{{behavior:url({naming.name('a.css')})}}"


@pytest.mark.parametrize(
    "target", ["gone.png", "../gone.png", "/static/gone.png", "b.png?x", "%2e"]
)
def test_a_name_of_nothing_is_told_with_its_file(target: str) -> None:
    naming = Naming({"css/a.css": f"a{{b:url({target})}}".encode()})
    assert naming.missing == [("css/a.css", target)]
    assert target.encode() in naming.content("css/a.css")


def test_names_with_spaces_and_other_scripts_are_found_and_written_as_addresses() -> None:
    text = "a{b:url('a b.png');c:url(%EA%B0%80.png);d:url(가.png)}"
    naming = Naming({"a.css": text.encode(), "a b.png": PICTURE, "가.png": PICTURE})
    assert naming.missing == []
    told = naming.content("a.css").decode()
    assert "a%20b." in told
    assert told.count("%EA%B0%80.") == 2


def test_bytes_that_are_no_text_come_back_as_they_were() -> None:
    data = b"a{content:'\xe9\xff';b:url(x.png)}"
    naming = Naming({"a.css": data, "x.png": PICTURE})
    assert naming.content("a.css").replace(naming.name("x.png").encode(), b"x.png") == data


paths = st.sampled_from(["a.css", "b.css", "c/d.css", "c/e.css", "x.png"])
FROM_ROOT = "@import '/static/{}';"


@given(st.dictionaries(paths, st.lists(paths)))
def test_every_set_of_files_gets_names_that_lead_to_files(graph: dict[str, list[str]]) -> None:
    sources = {
        path: "".join(FROM_ROOT.format(one) for one in named if one in graph).encode()
        for path, named in graph.items()
    }
    naming, again = Naming(sources), Naming(dict(reversed(list(sources.items()))))
    served = {naming.name(path): naming.content(path) for path in sources}
    assert len(served) == len(sources)
    assert served == {again.name(path): again.content(path) for path in sources}
    left = Naming(served).missing
    assert left == []
