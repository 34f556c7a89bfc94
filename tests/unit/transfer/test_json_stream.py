"""JSON in pieces: rows found by name at any place, whatever stands between, however large."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from devket.transfer.formats import Entry, Refused, Row
from devket.transfer.formats import json_stream as limits
from devket.transfer.formats.json_stream import NO_ROW, opened, probe
from devket.transfer.formats.source import BREAKS_OFF, ROW_TOO_LARGE, UnreadableError
from tests.unit.transfer.files import put, read

ODD = {"a": [1, {"b": ']}\\"'}], "c": "\\\\", "d": -1.5e3, "e": None, "f": {"": []}, "ü": "\u2028"}


def _pin(number: int, **more: object) -> dict[str, object]:
    url = f"https://s.example/{number}"
    return {"href": url, "description": "T", "extended": "", "tags": "a", **more}


def _reasons(rows: list[Row]) -> list[str]:
    return [row.reason if isinstance(row, Refused) else row.url[18:] for row in rows]


@pytest.mark.parametrize("piece", [1, 2, 3, 7, 65_536])
@pytest.mark.parametrize("indent", [None, 2])
def test_it_goes_through_anything_in_pieces_of_any_size(
    piece: int, indent: int | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "PEEK", piece)
    text = json.dumps(
        {"before": ODD, "rows": [ODD, {}, ODD], "after": [ODD, "x", 1, []]}, indent=indent
    )
    with opened(put(text, tmp_path)) as stream:
        found = [
            (name, list(stream.rows()) if name == "rows" else None) for name in stream.members()
        ]
    assert [name for name, _ in found] == ["before", "rows", "after"]
    rows = found[1][1]
    assert rows is not None
    assert [row[0] for row in rows if not isinstance(row, Refused)] == [ODD, {}, ODD]
    assert [json.loads(row[1]) for row in rows if not isinstance(row, Refused)] == [ODD, {}, ODD]


@pytest.mark.parametrize("piece", [1, 5, 65_536])
def test_every_cut_ends_in_a_fault_or_in_all_there_is(
    piece: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "PEEK", piece)
    text = json.dumps({"x": ODD, "rows": [ODD, ODD]})
    for length in range(1, len(text), 3):
        seen = 0
        with pytest.raises(UnreadableError), opened(put(text[:length], tmp_path)) as stream:
            for name in stream.members():
                for _ in stream.rows() if name == "rows" else ():
                    seen += 1
        assert seen <= 2


def test_a_row_that_is_no_json_costs_itself() -> None:
    text = json.dumps([_pin(1), _pin(2), _pin(3)]).replace(
        '"href": "https://s.example/2"', '"href": x'
    )
    assert _reasons(read(text)) == ["1", NO_ROW, "3"]


def test_rows_that_are_no_objects_are_refused_with_their_text() -> None:
    rows = read(json.dumps([_pin(1), 5, ["x"], "s", None, _pin(2)]))
    assert _reasons(rows) == ["1", NO_ROW, NO_ROW, NO_ROW, NO_ROW, "2"]
    assert rows[2].raw == '["x"]'


def test_rows_that_are_too_deep_or_too_large_are_passed_over(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(limits, "LARGEST", 200_000)
    deep = "[" * 9_000 + "]" * 9_000
    text = json.dumps([_pin(1), _pin(2, x=0), _pin(3, y="z" * 900_000), _pin(4)])
    rows = read(text.replace('"x": 0', f'"x": {deep}'))
    assert _reasons(rows) == ["1", ROW_TOO_LARGE, ROW_TOO_LARGE, "4"]
    assert all(len(row.raw) < 10_000 for row in rows)


def test_numbers_without_end_are_no_row() -> None:
    text = json.dumps([_pin(1, x=0), _pin(2)]).replace('"x": 0', '"x": ' + "9" * 5_000)
    assert _reasons(read(text)) == [NO_ROW, "2"]


def test_what_follows_the_list_does_not_matter() -> None:
    assert _reasons(read(json.dumps([_pin(1)]) + "\n]]trailing")) == ["1"]
    assert _reasons(read(json.dumps([_pin(1)])[:-1])) == ["1", BREAKS_OFF]
    assert _reasons(read(json.dumps([_pin(1)])[:-1] + ",]")) == ["1"]


def test_names_are_told_from_the_beginning_of_a_file(tmp_path: Path) -> None:
    assert probe(put('[{"a": 1, "b": {"c": 2}}, {"d": 1}]', tmp_path)) == {"a", "b"}
    assert probe(put('[{"a": 1, "b": "unfin', tmp_path)) == {"a", "b"}
    assert probe(put('{"x": {"y": [{"q": 1}]}, "y": [{"a": 1}]}', tmp_path), below="y") == {"a"}
    for text in ("", "[", "[]", "{}", "[5]", "{", '{"y"', '{"y": 5}', "[[]]", "nonsense"):
        assert probe(put(text, tmp_path)) == probe(put(text, tmp_path), below="y") == frozenset()


def test_entries_know_their_own_text() -> None:
    one = _pin(1)
    [entry] = read(json.dumps([one], indent=3))
    assert isinstance(entry, Entry)
    assert json.loads(entry.raw) == one
