"""Books to take along: of one save, of a tag; whole, private, sent while they are written."""

from __future__ import annotations

import io
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy.orm import Session

from devket.capture.model import Kind, State
from devket.core.clock import utcnow
from devket.library.models import Save, SaveTag, Tag
from devket.reading.views import books
from devket.storage import MemoryBlobs
from tests.factories.captures import make_version
from tests.factories.library import make_save
from tests.support.client import AuditingClient
from tests.support.epubcheck import faults_of
from tests.support.people import Person

LOST = "0" * 64
HTML = (
    '<h2 id="art-one">One</h2><p>x<sup><a href="#art-fn1">1</a></sup> &amp; '
    '<a href="#art-no">no</a>'
    ' <a href="https://e.org/ü|x">out</a></p><img src="{webp}" alt="A chart" width="9" height="9">'
    '<img src="/media/images/' + LOST + '" alt="A lost one"><img src="{png}" alt="">'
    '<pre><code data-lang="python"><span class="k">def</span> f():\n\treturn 1</code></pre>'
    '<p><span class="math">\\frac{{a}}{{b}}</span></p><table><tr><td colspan="0">1</table>'
    '<section class="footnotes"><ol><li id="art-fn1">Note</li></ol></section>'
)


def opened(data: bytes) -> dict[str, str]:
    """Return the texts of a book by name; `mimetype` is told to stand first and bare."""
    file = zipfile.ZipFile(io.BytesIO(data))
    first = file.infolist()[0]
    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
    assert file.testzip() is None
    return {name: file.read(name).decode("utf-8", "replace") for name in file.namelist()}


def picture(form: str) -> bytes:
    file = io.BytesIO()
    Image.new("RGBA" if form == "WEBP" else "RGB", (9, 9), "teal").save(file, form)
    return file.getvalue()


def tagged(session: Session, owner_id: int, name: str, *saves: Save) -> None:
    tag = Tag(owner_id=owner_id, name=name, key=name.casefold(), save_count=len(saves))
    session.add(tag)
    session.flush()
    for save in saves:
        session.add(SaveTag(save_id=save.id, tag_id=tag.id, saved_at=save.saved_at))
    session.flush()


@pytest.fixture
def save(session: Session, alice: Person, blobs: MemoryBlobs) -> Save:
    kept = make_save(session, alice.user_id, title="Pages & <tags>", lang="en")
    webp, png = blobs.put(picture("WEBP"), "image/webp"), blobs.put(picture("PNG"), "image/png")
    html = HTML.format(webp=f"/media/images/{webp}", png=f"/media/images/{png}")
    make_version(session, kept, html=html, byline="Mina", published_at=utcnow())
    return kept


def test_a_save_is_a_book(alice: Person, save: Save) -> None:
    answer = alice.client.get(f"/saves/{save.id}/epub")
    assert answer.content_type == "application/epub+zip"
    assert "Pages%20%26%20%3Ctags%3E.epub" in answer.headers["Content-Disposition"]
    book = opened(answer.data)
    page = book["EPUB/a0001.xhtml"]
    assert "<h1>Pages &amp; &lt;tags&gt;</h1>" in page
    assert "Mina" in page
    assert "<math" in page
    assert 'href="#art-fn1"' in page
    assert "#art-no" not in page
    assert 'href="https://e.org/%C3%BC%7Cx"' in page
    assert "A lost one" in page
    assert 'class="k">def</span> f():\n\treturn 1' in page
    assert 'properties="mathml"' in book["EPUB/package.opf"]
    assert {"EPUB/p0001.jpg", "EPUB/p0002.png", "EPUB/toc.ncx", "EPUB/contents.xhtml"} <= set(book)


def test_the_same_book_has_the_same_name(alice: Person, save: Save) -> None:
    def name() -> str:
        package = opened(alice.client.get(f"/saves/{save.id}/epub").data)["EPUB/package.opf"]
        return package.partition("urn:uuid:")[2][:36]

    assert name() == name()


def test_books_in_every_script_pass_the_checker(
    session: Session, alice: Person, save: Save, database_kind: str, tmp_path: Path
) -> None:
    korean = make_save(session, alice.user_id, title="제너레이터가 기억하는 것", lang="ko")
    make_version(session, korean, html="<p>한국어 본문</p><p><ruby>漢<rt>한</rt></ruby></p>")
    arabic = make_save(session, alice.user_id, title="ذاكرة المولدات", lang="ar", dir="rtl")
    make_version(session, arabic, html="<p>نص عربي <code>x = 1</code></p>")
    link = make_save(
        session, alice.user_id, title="", kind=Kind.LINK, state=State.NOT_AN_ARTICLE, excerpt="<b>&"
    )
    tagged(session, alice.user_id, "a/b & c", save, korean, arabic, link)
    answer = alice.client.get("/tag/epub?name=a/b+%26+c")
    book = opened(answer.data)
    assert "제너레이터가 기억하는 것" in book["EPUB/contents.xhtml"]
    assert "4 articles" in book["EPUB/cover.xhtml"]
    if database_kind == "sqlite":  # the book is the same, and Java is slow to start
        assert faults_of(answer.data, tmp_path) == []


def test_a_book_that_is_read_from_the_right_turns_so(session: Session, alice: Person) -> None:
    arabic = make_save(session, alice.user_id, title="ذاكرة", lang="ar", dir="rtl")
    make_version(session, arabic, html="<pre><code>x</code></pre>")
    book = opened(alice.client.get(f"/saves/{arabic.id}/epub").data)
    assert 'page-progression-direction="rtl"' in book["EPUB/package.opf"]
    assert "<dc:language>ar<" in book["EPUB/package.opf"]
    assert '<pre dir="ltr">' in book["EPUB/a0001.xhtml"]


def test_a_tag_brings_what_stands_below_it_newest_first(session: Session, alice: Person) -> None:
    now = utcnow()
    saves = [
        make_save(session, alice.user_id, title=f"T{number}", saved_at=now - timedelta(days=number))
        for number in range(3)
    ]
    tagged(session, alice.user_id, "Python", saves[2])
    tagged(session, alice.user_id, "python/web", saves[0])
    tagged(session, alice.user_id, "pythonista", saves[1])
    contents = opened(alice.client.get("/tag/epub?name=PYTHON").data)["EPUB/contents.xhtml"]
    assert contents.index("T0") < contents.index("T2")
    assert "T1" not in contents


def test_a_book_is_bounded_and_says_so(
    session: Session, alice: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(books, "MOST", 2)
    saves = [make_save(session, alice.user_id) for _ in range(3)]
    tagged(session, alice.user_id, "many", *saves)
    book = opened(alice.client.get("/tag/epub?name=many").data)
    assert "these are the newest" in book["EPUB/cover.xhtml"]
    assert "EPUB/a0003.xhtml" not in book


def test_no_book_of_nothing(session: Session, alice: Person) -> None:
    tagged(session, alice.user_id, "empty")
    answer = alice.client.get("/tag/epub?name=empty")
    assert answer.status_code == 422
    assert "nothing here to make a book of" in answer.text
    assert alice.client.get("/tag/epub?name=none").status_code == 404
    assert alice.client.get("/saves/999999/epub").status_code == 404


def test_books_are_their_owners_alone(
    session: Session, alice: Person, carol: Person, nobody: AuditingClient, save: Save
) -> None:
    tagged(session, alice.user_id, "mine", save)
    for address in (f"/saves/{save.id}/epub", "/tag/epub?name=mine"):
        assert carol.client.get(address).status_code == 404
        assert nobody.get(address).status_code == 302


def test_the_reader_offers_the_book(session: Session, alice: Person) -> None:
    save = make_save(session, alice.user_id)
    assert f'href="/saves/{save.id}/epub"' in alice.client.get(f"/saves/{save.id}").text
