"""The contract of all formats: what stands in a file comes out of it, counted on both sides."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from devket.transfer.formats import FORMATS, Refused, named
from tests.factories.transfers import SAMPLES, Sample, zipped
from tests.unit.transfer.files import COUNTED, counts, found_in, read

_SHOWN = (
    "rows",
    "entries",
    "tags",
    "dates",
    "archived",
    "favourites",
    "notes",
    "quotes",
    "refused",
)
each = pytest.mark.parametrize("sample", SAMPLES.values(), ids=list(SAMPLES))


@each
def test_what_stands_in_a_file_is_counted_out_of_it(sample: Sample) -> None:
    assert counts(read(sample.data)) == {name: getattr(sample, name) for name in COUNTED}


@each
def test_a_file_is_known_by_its_content_alone(sample: Sample) -> None:
    found = found_in(sample.data)
    assert found is not None
    assert found.name == sample.format


@each
def test_it_reads_the_same_twice_with_the_text_of_each_row(sample: Sample) -> None:
    rows = read(sample.data)
    assert rows == read(sample.data)
    assert all(row.raw for row in rows)
    assert all(row.reason.endswith(".") for row in rows if isinstance(row, Refused))


@each
def test_it_may_lie_in_a_zip(sample: Sample) -> None:
    if sample.data.startswith(b"PK"):
        pytest.skip("it is one")
    packed = zipped({"a folder/": b"", f"a folder/{sample.filename}": sample.data})
    found = found_in(packed)
    assert found is not None
    assert found.name == sample.format
    assert read(packed) == read(sample.data)


def test_every_format_has_a_sample_and_a_name_of_its_own() -> None:
    with_samples = {form.name for form in FORMATS} - {
        "devket"
    }  # made by exporting, see the round trip
    assert with_samples == {sample.format for sample in SAMPLES.values()}
    assert len({form.label for form in FORMATS}) == len(FORMATS)
    assert all(named(form.name) is form for form in FORMATS)


def test_the_table_of_what_was_in_and_what_came_out(
    record_property: Callable[[str, object], None],
) -> None:
    """Prints it at the end of the run: in the file / read."""
    heads = [name.replace("quotes", "highlights") for name in _SHOWN]
    lines = [f"{'file':26}" + "".join(f"{name:>11}" for name in heads)]
    for sample in SAMPLES.values():
        rows = read(sample.data)
        got = {"rows": len(rows), **counts(rows)}
        cells = [f"{getattr(sample, name)}/{got[name]}" for name in _SHOWN]
        lines.append(f"{sample.name:26}" + "".join(f"{cell:>11}" for cell in cells))
        assert all(getattr(sample, name) == got[name] for name in _SHOWN)
    record_property("Formats: in the file / read", "\n".join(lines))
