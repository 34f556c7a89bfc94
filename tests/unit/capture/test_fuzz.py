"""Whatever comes in, what comes out is safe, stable and soon there."""

from __future__ import annotations

import resource
from collections.abc import Iterator

import psutil
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from devket.capture import sanitise
from tests.fuzz.checks import check, unsafe
from tests.fuzz.pages import ADDRESSES, TYPES, pages, trees

_BOUNDED = settings(
    max_examples=300,
    deadline=None,
    derandomize=True,  # the same pages each time: what is new is found by hand, in the long mode
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

_MOST_MEMORY = 3 * 1024**3  # more than this process has: a page that takes it all fails alone


@pytest.fixture(autouse=True, scope="module")
def _memory_is_bounded() -> Iterator[None]:
    before = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(
        resource.RLIMIT_AS, (psutil.Process().memory_info().vms + _MOST_MEMORY, before[1])
    )
    yield
    resource.setrlimit(resource.RLIMIT_AS, before)


@_BOUNDED
@given(pages, st.sampled_from(ADDRESSES), st.sampled_from(TYPES))
def test_any_page_is_captured_safely(body: bytes, url: str, content_type: str | None) -> None:
    check(body, url, content_type)


@_BOUNDED
@given(trees)
def test_any_markup_is_sanitised_once_and_for_all(html: str) -> None:
    clean = sanitise(html)
    assert unsafe(clean) == []
    assert sanitise(clean) == clean
