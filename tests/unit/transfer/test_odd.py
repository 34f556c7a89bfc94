"""Files as they really come: marks, line ends, encodings, what is cut, what no page is."""

from __future__ import annotations

import json

import pytest

from devket.transfer.formats import FORMATS, Entry, Refused, Row
from devket.transfer.formats.dates import FUTURE
from devket.transfer.formats.source import BREAKS_OFF
from tests.factories.transfers import SAMPLES, Sample
from tests.factories.transfers.pocket import HEADER_B, as_csv
from tests.unit.transfer.files import entries, found_in, read

_TEXTS = [one for one in SAMPLES.values() if not one.data.startswith(b"PK")]
each_text = pytest.mark.parametrize("sample", _TEXTS, ids=[one.name for one in _TEXTS])
BOM = "\ufeff"


def _told(rows: list[Row]) -> list[object]:
    """Return what rows say beside their raw text, line ends made one kind."""
    return [
        (row.url, row.title, row.added, row.tags, row.folder, row.note, row.is_archived)
        if isinstance(row, Entry)
        else row.reason
        for row in rows
    ]


@each_text
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_marks_and_wide_letters_change_nothing(sample: Sample, encoding: str) -> None:
    data = sample.data.decode("utf-8-sig").encode(encoding)
    found = found_in(data)
    assert found is not None
    assert found.name == sample.format
    assert _told(read(data)) == _told(read(sample.data))


@each_text
@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends_change_nothing(sample: Sample, end: str) -> None:
    text = sample.data.decode().replace("\r\n", "\n")
    assert _told(read(text.replace("\n", end))) == _told(read(text))


@each_text
def test_a_file_that_is_cut_gives_what_stood_before_and_one_row_that_says_so(
    sample: Sample,
) -> None:
    whole = read(sample.data)
    for length in range(len(sample.data) // 2, len(sample.data), 7):
        data = sample.data[:length]
        if found_in(data) is None:
            continue
        rows = read(data, sample.format)
        assert len(rows) <= len(whole) + 1
        sure = rows[: len(rows) - 2]  # the last may be what is left of a row
        assert _told(sure) == _told(whole[: len(sure)])


def test_korean_and_western_files_of_old_windows_are_read() -> None:
    line = "{},https://old.example/,1718000003,{},unread\n"
    assert entries((HEADER_B + line.format("오래된 글", "글")).encode("cp949"))[0].tags == ("글",)
    assert entries((HEADER_B + line.format("Café", "thé")).encode("cp1252"))[0].title == "Café"


def test_one_letter_that_does_not_fit_spoils_no_other() -> None:
    lines = [f"글 {number},https://many.example/{number},,,unread\n" for number in range(5)]
    data = (HEADER_B + "".join(lines)).encode() + b"Caf\xe9,https://odd.example/,,,unread\n"
    assert [entry.title for entry in entries(data)][-2:] == ["글 4", "Café"]


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "mailto:a@mail.example",
        "about:blank",
        "chrome://settings",
        "https://",
        "https://user:secret@site.example/",
        "no address",
        "",
        "https://long.example/" + "a" * 5_000,
    ],
)
def test_what_is_no_address_of_a_page_is_refused_in_a_sentence(url: str) -> None:
    data = as_csv([("T", url, "1718000003", "a", "unread")])
    [row] = read(data)
    assert isinstance(row, Refused)
    assert row.reason.endswith(".")
    assert url[:100] in row.raw


def test_an_address_is_kept_as_it_was_given() -> None:
    for url in ("HTTPS://Site.example/A%20b?utm_source=x#part", "site.example/page"):
        assert entries(as_csv([("T", url, "", "", "")]))[0].url == url


def test_a_date_in_the_future_is_left_out_with_a_remark() -> None:
    [entry] = entries(as_csv([("T", "https://site.example/", "32503680000", "", "unread")]))
    assert (entry.added, entry.remarks) == (None, (FUTURE,))


def test_duplicates_are_told_both() -> None:
    row = ("T", "https://site.example/", "1718000003", "a|b|a", "unread")
    assert [entry.tags for entry in entries(as_csv([row, row]))] == [("a", "b")] * 2


def test_letters_that_no_database_takes_are_dropped() -> None:
    text = json.dumps([{"url": "https://s.example/", "title": "a\0\ud800b", "starred": 1}])
    text = text.replace("}]", ', "addedAt": 1612345678, "tags": ["\\ud83d", "x"]}]')
    [entry] = entries(text)
    assert (entry.title, entry.tags) == ("ab", ("x",))
    assert entry.raw.encode()


def test_values_of_the_wrong_kind_are_passed_over() -> None:
    odd = {"url": "https://s.example/", "title": {}, "tags": "x", "starred": [], "addedAt": {}}
    other = {"url": ["https://s.example/"], "title": 5, "tags": [[], 1], "addedAt": None}
    first, second = read(json.dumps([odd, other, 7, None]), "goodlinks")[:2]
    assert isinstance(first, Entry)
    assert (first.title, first.tags, first.added) == ("", (), None)
    assert isinstance(second, Refused)


def test_files_that_are_something_else_have_no_format() -> None:
    for data in ("", " \n", "\0" * 5_000, "<html><p>A page</p></html>", "%PDF-1.4", "[]", "{}"):
        assert found_in(data) is None, data[:20]
    assert found_in(b"\x89PNG\r\n\x1a\n" + bytes(range(256))) is None
    assert found_in("a,b\n1,2\n") is None
    assert found_in('[{"a": 1}]') is None


def test_a_table_that_is_a_page_is_read_as_the_page_or_not_at_all() -> None:
    page = SAMPLES["Firefox"].data
    found = found_in(page)
    assert found is not None
    assert found.name == "netscape"  # whatever it is called
    assert all(isinstance(row, Refused) for row in read(page, "pocket"))


def test_half_a_list_of_json_gives_its_half() -> None:
    text = SAMPLES["Pinboard JSON"].data.decode()
    rows = read(text[: text.index("Of rope")])
    assert [type(row) for row in rows] == [Entry, Refused]
    assert isinstance(rows[1], Refused)
    assert rows[1].reason == BREAKS_OFF
    assert "nets.example/b" in rows[1].raw


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "piece",
    [
        "<dt",
        "<dt><a ",
        "<h1>unread</h1><ul>",
        "<!-- Page saved with SingleFile",
        "<title>",
        "[(http://a",
        "- ",
        "https://a | ",
        '"',
        "'",
        "[",
        "{",
        "\n",
        "<",
        "&",
    ],
)
def test_to_tell_a_format_takes_no_time_whatever_is_repeated(piece: str) -> None:
    data = piece * (300_000 // len(piece))
    found_in(data)
    for form in FORMATS:
        read(data, form.name)
