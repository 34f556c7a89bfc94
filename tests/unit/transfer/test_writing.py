"""What exports are written with: the zip that is sent while it grows, and the forms of a save."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime

import pytest
from flask import Flask
from flask_babel import Babel

from devket.library.models import Save
from devket.reading.models import Highlight
from devket.transfer.presenters.bookmarks import _mark
from devket.transfer.presenters.markdown import _Names, page
from devket.transfer.presenters.tables import _row
from devket.transfer.presenters.zipping import ZipStream
from devket.transfer.queries.kept import Kept, Marked

AT = datetime(2026, 5, 4, 3, 2, 1, tzinfo=UTC)


def kept(title: str = "Herons", note: str = "", tags: tuple[str, ...] = ()) -> Kept:
    """Return a save that stands in no database."""
    save = Save(title=title, given_url="https://a.example/?a=1&b=2", saved_at=AT, byline="")
    save.is_archived, save.is_favorite, save.progress, save.site = True, False, 0, "a.example"
    code = Highlight(quote="if x:\n\tgo()", note="Why?", is_code=True)
    words = Highlight(quote="# no heading", note="", is_code=False)
    return Kept(save, tags, note, (Marked(code, 50, 60), Marked(words, 3, 9)), None)


def test_a_zip_comes_in_pieces_and_holds_what_was_put_in() -> None:
    stream = ZipStream()
    pieces = [stream.add("a.txt", "왜가리", made_at=AT)]
    pieces += stream.stream("b.jsonl", (b"x" * 100_000 for _ in range(50)))
    pieces += stream.keep("c.png", [b"\x00\xff" * 10])
    pieces.append(stream.add("d.txt", b"", made_at=datetime(1960, 1, 1, tzinfo=UTC)))
    pieces.append(stream.close())
    assert max(map(len, pieces)) < 200_000
    with zipfile.ZipFile(io.BytesIO(b"".join(pieces))) as archive:
        assert archive.testzip() is None
        assert archive.read("a.txt").decode() == "왜가리"
        assert archive.read("b.jsonl") == b"x" * 5_000_000
        assert archive.read("c.png") == b"\x00\xff" * 10
        assert archive.getinfo("a.txt").date_time == (2026, 5, 4, 3, 2, 0)
        assert archive.getinfo("d.txt").date_time[0] == 1980


@pytest.fixture
def app() -> Flask:
    app = Flask(__name__)
    Babel(app)
    return app


def test_a_save_as_markdown_has_facts_that_yaml_reads_and_code_in_a_fence(app: Flask) -> None:
    with app.test_request_context():
        text = page(kept('A "title": [odd]', note="*mine*", tags=("a/b c", "2026")))
    head, body = text.split("---\n")[1:]
    assert 'title: "A \\"title\\": [odd]"\n' in head
    assert 'tags: ["a/b-c", "t-2026"]\n' in head
    assert "author" not in head and "favorite: false" in head
    assert "\\*mine\\*" in body
    assert body.index("> \\# no heading") < body.index("> ```\n> if x:\n> \tgo()\n> ```")
    assert "**Note:** Why?" in body


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Plain", "Plain"),
        ("a/b: c?", "a b c"),
        ("..", "(7)"),
        ("", "(7)"),
        ("CON", "CON (7)"),
        ("../../etc/passwd", "etc passwd"),
        ("왜" * 100, "왜" * 40),
        ("tab\there\x00", "tab here"),
    ],
)
def test_a_title_makes_a_name_that_every_system_takes(title: str, name: str) -> None:
    assert _Names().of(title, 7) == name


def test_no_two_files_have_one_name() -> None:
    names = _Names()
    assert [names.of("Ä one", 1), names.of("a\u0308 ONE", 2)] == ["Ä one", "\u00e4 ONE (2)"]


def test_a_bookmark_is_escaped_and_tells_what_the_format_can() -> None:
    line = _mark(kept("<b>&", note="a < b\nc", tags=("x", "y z")))
    assert 'HREF="https://a.example/?a=1&amp;b=2"' in line and ">&lt;b&gt;&amp;</A>" in line
    assert (
        'PRIVATE="1" TOREAD="0" TAGS="x,y z"' in line
        and f'ADD_DATE="{int(AT.timestamp())}"' in line
    )
    assert line.endswith("    <DD>a &lt; b\nc\n")


def test_a_row_of_the_table_is_as_pocket_wrote_it() -> None:
    row = _row(kept("x", tags=("a", "b|c")))
    assert row == ("x", "https://a.example/?a=1&b=2", str(int(AT.timestamp())), "a|b-c", "archive")
