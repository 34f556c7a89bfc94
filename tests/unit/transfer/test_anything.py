"""Whatever a file holds, its rows come out or `UnreadableError` does, and the same ones twice."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from devket.transfer.formats import FORMATS, Entry, Format, Row, UnreadableError
from tests.factories.transfers import SAMPLES
from tests.unit.transfer.files import found_in, read

_BOUNDED = settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
# What means something to one of the readers, or nothing to anybody.
_BITS = (
    *(b'"', b'""', b",", b";", b"\n", b"\r", b"\0", b"\\", b"[", b"]", b"{", b"}", b":", b"|"),
    *(b"<", b">", b"</A>", b"<DL>", b"<!--", b"-->", b"<title>", b"<script>", b"&#xD800;"),
    *(b"\\ud800", b"\xff", b"\xfe\xff", b"\xed\xa0\x80", b"PK\x03\x04", b"PK\x05\x06"),
    *(b"NaN", b"1e999", b"9" * 400, b"null", b"https://[", b'"url":[]', b"\xe2\x80\xa8"),
    *(b"0001-01-01T00:00:00+23:59", b"9999-12-31T23:59:59-23:59"),
)
_places = st.floats(0, 1)
_bits = st.sampled_from(_BITS) | st.binary(max_size=8)
# Where, how much goes, what comes in its place: or all from there on goes.
_wounds = st.lists(st.tuples(_places, st.integers(0, 40), _bits), max_size=5)
_cuts = st.none() | _places


def _wounded(data: bytes, wounds: list[tuple[float, int, bytes]], cut: float | None) -> bytes:
    for place, length, bit in wounds:
        at = int(place * len(data))
        data = data[:at] + bit + data[at + length :]
    return data if cut is None else data[: int(cut * len(data))]


def _check(data: bytes, form: str) -> None:
    try:
        rows = read(data, form)
    except UnreadableError as error:
        assert str(error).endswith(".")
        return
    assert rows == read(data, form)
    for row in rows:
        _can_be_stored(row)


def _can_be_stored(row: Row) -> None:
    texts = [row.raw]
    if isinstance(row, Entry):
        texts += [row.url, row.title, row.note, row.html, row.lang, row.author]
        texts += [*row.tags, *row.folder, *(quote.text + quote.note for quote in row.quotes)]
        assert 0 <= row.progress <= 100
    for text in texts:
        assert "\0" not in text
        text.encode()


@pytest.mark.parametrize("form", FORMATS[1:], ids=[form.name for form in FORMATS[1:]])
@_BOUNDED
@given(_wounds, _cuts, st.data())
def test_a_wounded_file_is_read_as_far_as_it_can_be(
    form: Format, wounds: list[tuple[float, int, bytes]], cut: float | None, data: st.DataObject
) -> None:
    own = [sample.data for sample in SAMPLES.values() if sample.format == form.name]
    _check(_wounded(data.draw(st.sampled_from(own)), wounds, cut), form.name)


@pytest.mark.parametrize("form", FORMATS, ids=[form.name for form in FORMATS])
@_BOUNDED
@given(st.binary(max_size=200) | st.sampled_from([one.data for one in SAMPLES.values()]))
def test_the_wrong_reader_makes_something_of_it_or_nothing(form: Format, data: bytes) -> None:
    _check(data, form.name)


@settings(_BOUNDED, max_examples=150)
@given(st.sampled_from(list(SAMPLES.values())), _wounds, _cuts)
def test_a_format_is_found_in_anything_or_it_is_not(
    sample: object, wounds: list[tuple[float, int, bytes]], cut: float | None
) -> None:
    data = _wounded(getattr(sample, "data", b""), wounds, cut)
    try:
        found = found_in(data)
    except UnreadableError as error:
        assert str(error).endswith(".")
    else:
        assert found is None or found in FORMATS
