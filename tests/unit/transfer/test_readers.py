"""What is particular to one format."""

from __future__ import annotations

import json

import pytest

from devket.transfer.formats import Entry, Refused, Row
from devket.transfer.formats.reader import OF_A_FEED
from tests.factories.transfers import SAMPLES, zipped
from tests.factories.transfers.pocket import ANNOTATIONS, COLLECTION, CSV_B
from tests.unit.transfer.files import entries, found_in, read

_TOP = "<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<TITLE>{}</TITLE>\n<DL><p>\n"


def _bookmarks(lines: str, title: str = "Bookmarks") -> list[Entry]:
    return entries(_TOP.format(title) + lines, "netscape")


def test_pages_of_a_pocket_zip_come_before_their_highlights_and_lists() -> None:
    members = {"annotations/part_000000.json": json.dumps(ANNOTATIONS), "part_000000.csv": CSV_B}
    rows = read(zipped({"collections/b.json": json.dumps(COLLECTION), **members}))
    kinds = [(row.is_update, bool(row.folder)) for row in rows if isinstance(row, Entry)]
    assert kinds == [(False, False)] * 2 + [(True, False)] * 2 + [(True, True)] * 2


def test_a_list_of_pocket_has_its_name_also_when_it_comes_last() -> None:
    turned = dict(reversed(COLLECTION.items()))
    assert {entry.folder for entry in entries(json.dumps(turned))} == {("Bread for winter",)}


def test_folders_are_left_again_and_roots_of_browsers_are_none() -> None:
    found = {
        row.title: row.folder for row in read(SAMPLES["Firefox"].data) if isinstance(row, Entry)
    }
    assert found == {"Leek soup": ("Recipes",), "Cold soup": ("Recipes", "Cold"), "News": ()}


def test_folders_may_stand_deeper_than_anybody_looks() -> None:
    [inner, outer] = _bookmarks(
        "<DT><H3>F</H3><DL>" * 300
        + '<DT><A HREF="https://s.example/">In</A>'
        + "</DL>" * 300
        + '<DT><A HREF="https://s.example/out">Out</A>'
    )
    assert len(inner.folder) == 99
    assert outer.folder == ()


def test_a_description_keeps_the_words_of_its_markup() -> None:
    [entry] = _bookmarks(
        '<DT><A HREF="https://s.example/" ADD_DATE="1600000000">A <b>bold</b> title</A>'
        '<DD>One<br>two <a href="https://x.example/">and a link</a>, a < b'
    )
    assert (entry.title, entry.note) == ("A bold title", "One\ntwo and a link, a < b")


def test_not_to_read_means_read_only_where_it_is_said_of_everything() -> None:
    link = '<DT><A HREF="https://s.example/" TOREAD="0">T</A>'
    assert [_bookmarks(link, title)[0].is_archived for title in ("Bookmarks", "Pinboard")] == [
        False,
        True,
    ]


def test_addresses_that_are_not_escaped_keep_their_parameters() -> None:
    [entry] = _bookmarks('<DT><A HREF="https://s.example/?a=1&copy=2&amp;lt=3">T</A>')
    assert entry.url == "https://s.example/?a=1&copy=2&lt=3"


def test_an_apology_of_wallabag_is_no_text() -> None:
    first, second = entries(SAMPLES["wallabag JSON"].data)
    assert first.html == "<p>Ferns like it dark.</p>"
    assert second.html == ""
    assert (first.title, first.author) == ("Of ferns & shade", "A. Frond, B. Frond")
    assert [quote.note for quote in first.quotes] == ["True?", ""]


def test_texts_and_highlights_of_omnivore_are_joined_to_their_page() -> None:
    lanterns, wicks, drawing = entries(SAMPLES["Omnivore"].data)
    assert [(one.text, one.note) for one in lanterns.quotes] == [
        ("Paper keeps the wind out.\nAnd the light in.", "Try this at home."),
        ("등은 걸려 있다.", ""),
    ]
    assert (lanterns.progress, drawing.progress) == (100, 12)
    assert (wicks.html, drawing.html) == ("<p>Cotton, plaited.</p>", "")


def test_lists_of_karakeep_are_paths_and_each_further_one_a_row() -> None:
    rows = [row for row in read(SAMPLES["Karakeep JSON"].data) if isinstance(row, Entry)]
    assert [(row.folder, row.is_update) for row in rows] == [
        (("Birds", "Corvids"), False),
        (("Later",), True),
        ((), False),
    ]


def test_folders_that_stand_in_each_other_end() -> None:
    lists = [{"id": "a", "name": "A", "parentId": "b"}, {"id": "b", "name": "B", "parentId": "a"}]
    link = {"content": {"url": "https://s.example/"}, "createdAt": 1, "tags": [], "lists": ["a"]}
    [entry] = entries(json.dumps({"bookmarks": [link], "lists": lists}))
    assert len(entry.folder) == 100


def test_collections_of_linkwarden_may_name_themselves_last() -> None:
    link = {"id": 1, "url": "https://s.example/"}
    turned = {"links": [link], "parentId": None, "name": "Late", "id": 5}
    [entry] = entries(json.dumps({"collections": [{"links": [], "name": "", "id": 4}, turned]}))
    assert entry.folder == ("Late",)


def test_what_came_from_a_feed_is_refused_and_counted() -> None:
    reasons = [
        row.reason for row in read(SAMPLES["Readwise Reader"].data) if isinstance(row, Refused)
    ]
    assert reasons[0] == OF_A_FEED


def refused(rows: list[Row]) -> Entry:
    """Return what was read of the one row that is refused."""
    [row] = [row for row in rows if isinstance(row, Refused)]
    assert row.read is not None
    return row.read


def test_what_was_read_of_a_refused_row_is_handed_on() -> None:
    header = "Title,URL,ID,Document tags,Saved date,Reading progress,Location,Seen\n"
    line = "A feed's,https://s.example/,1,\"['a']\",2024-05-01T10:00:00+00:00,0.5,feed,True\n"
    entry = refused(read(header + line))
    assert (entry.url, entry.title, entry.tags) == ("https://s.example/", "A feed's", ("a",))
    assert entry.added is not None and entry.progress == 50
    words = {"type": "text", "text": "See https://s.example/n, soon"}
    note = {"content": words, "createdAt": 1714557600, "tags": ["b"], "title": "N", "note": "M"}
    entry = refused(read(json.dumps({"bookmarks": [note]})))
    assert (entry.url, entry.title, entry.note) == ("https://s.example/n", "N", "M")


def test_an_address_elsewhere_in_a_row_is_not_glued_to_the_next_cell() -> None:
    entry = refused(read("url,note,title\nx:y,https://s.example/a,B\n"))
    assert entry.url == "https://s.example/a"


def test_how_far_one_had_read_is_told_in_hundredths() -> None:
    rows = [row for row in read(SAMPLES["Readwise Reader"].data) if isinstance(row, Entry)]
    assert [row.progress for row in rows] == [50, 100]


@pytest.mark.parametrize(
    ("line", "url", "title"),
    [
        ("https://s.example/a", "https://s.example/a", ""),
        ("- https://s.example/a", "https://s.example/a", ""),
        ("* <https://s.example/a>", "https://s.example/a", ""),
        ("See https://s.example/a, it is good.", "https://s.example/a", ""),
        ("- [A title](https://s.example/a_(b)) more", "https://s.example/a_(b)", "A title"),
        ("https://s.example/a | A | title", "https://s.example/a", "A | title"),
        ("s.example/a", "s.example/a", ""),
    ],
)
def test_lines_of_plain_text(line: str, url: str, title: str) -> None:
    [_, entry] = entries("https://first.example/\n" + line)
    assert (entry.url, entry.title) == (url, title)


def test_a_saved_page_is_kept_as_it_is() -> None:
    data = SAMPLES["SingleFile"].data
    [entry] = entries(data)
    assert entry.html == data.decode()
    assert entry.title == "On walking & thinking"
    found = found_in(zipped({"a.html": data, "b.html": data.replace(b"?page=1", b"?page=2")}))
    assert found is not None
    assert found.name == "singlefile"
