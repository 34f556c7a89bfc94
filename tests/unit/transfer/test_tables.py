"""Tables of values: by the names of columns, in any order, and past a wrong quotation mark."""

from __future__ import annotations

import pytest

from devket.transfer.formats import Entry, Refused
from devket.transfer.formats import tables as limits
from devket.transfer.formats.lines import bounded
from devket.transfer.formats.source import BREAKS_OFF, ROW_TOO_LARGE
from devket.transfer.formats.tables import UNCLOSED, inner_list
from tests.factories.transfers.pocket import CSV_B, HEADER_B, as_csv
from tests.unit.transfer.files import entries, read


def _line(number: int) -> str:
    return f"Post {number},https://s.example/{number},1718000003,a,unread\n"


def _urls(data: str) -> list[str]:
    return [row.url[18:] for row in read(data, "pocket") if isinstance(row, Entry)]


def test_columns_are_found_by_name_in_any_order_and_unknown_ones_do_not_matter() -> None:
    table = (
        "Status,other,URL,Tags,Time_Added,TITLE\narchive,x,https://s.example/,a|b,1718000003,T\n"
    )
    [entry] = entries(table)
    assert (entry.title, entry.tags, entry.is_archived) == ("T", ("a", "b"), True)


def test_columns_of_header_a_are_not_taken_for_those_of_header_b() -> None:
    [entry] = entries(
        "title,url,time_added,cursor,tags,status\nT,https://s.example/,5e8,9,a,archive\n"
    )
    assert (entry.tags, entry.is_archived) == (("a",), True)


@pytest.mark.parametrize("parted", [";", "\t"])
def test_cells_may_be_parted_otherwise(parted: str) -> None:
    lines = HEADER_B.replace(",", parted) + _line(1).replace(",", parted)
    assert entries(lines)[0].url == "https://s.example/1"


def test_in_a_table_of_one_column_a_comma_is_part_of_the_address() -> None:
    assert entries("URL\nhttps://s.example/a,b\n")[0].url == "https://s.example/a,b"


def test_empty_lines_and_rows_of_other_lengths_are_read() -> None:
    assert _urls(HEADER_B + "\n" + _line(1) + ",,,,\n" + _line(2).strip() + ",more,cells\n") == [
        "1",
        "2",
    ]
    assert entries(HEADER_B + "T,https://s.example/\n" + _line(1))[0].is_archived is False


def test_texts_of_several_lines_keep_them_in_the_raw_row() -> None:
    rows = read(CSV_B.replace("Rye,", '"Rye, ""or""\nso",', 1))
    assert isinstance(rows[0], Entry)
    assert rows[0].title == 'Rye, "or" so'
    assert rows[0].raw.startswith('"Rye, ""or""\nso",https')


def test_a_quotation_mark_that_never_closes_costs_its_own_line() -> None:
    lines = [_line(number) for number in range(200)]
    lines[5] = '"Post,https://s.example/5,1718000003,a,unread\n'
    rows = read(HEADER_B + "".join(lines), "pocket")
    assert len(rows) == 200
    assert [row.reason for row in rows if isinstance(row, Refused)] == [UNCLOSED]


def test_a_row_that_breaks_off_is_not_taken_for_a_whole_one() -> None:
    table = HEADER_B + _line(1) + _line(2)[:24]
    rows = read(table)
    assert [type(row) for row in rows] == [Entry, Refused]
    assert isinstance(rows[1], Refused)
    assert (rows[1].reason, rows[1].raw) == (BREAKS_OFF, "Post 2,https://s.example")
    assert len(entries(HEADER_B + _line(1).strip())) == 1  # only the end of the line is missing


def test_lines_and_cells_without_end_are_refused_and_what_follows_is_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(limits, "bounded", lambda file: bounded(file, 1_000))
    rows = read(HEADER_B + _line(1) + "x" * 5_000 + ",https://s.example/\n" + _line(2), "pocket")
    assert [type(row) for row in rows] == [Entry, Refused, Entry]
    assert isinstance(rows[1], Refused)
    assert rows[1].reason == ROW_TOO_LARGE


def test_a_line_of_a_hundred_thousand_letters_is_read() -> None:
    [entry] = entries(as_csv([("T" * 100_000, "https://s.example/", "", "", "unread")]))
    assert len(entry.title) == 100_000
    assert len(entry.raw) < 10_000


@pytest.mark.parametrize(
    ("cell", "texts"),
    [
        ("", []),
        ("[]", []),
        ('["a","b c"]', ["a", "b c"]),
        ("['a', \"it's\", 'b, c', 'd\\'e']", ["a", "it's", "b, c", "d'e"]),
        ('["a", 5, null]', ["a"]),
        ("[" * 100_000, []),
        ('{"a": 1}', []),
        ("no list", []),
        ("['" + "\\'" * 1_000_000, []),
    ],
)
def test_lists_within_a_cell(cell: str, texts: list[str]) -> None:
    assert inner_list(cell) == texts
