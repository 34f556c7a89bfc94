"""Pages made to hurt are read in the real sandbox, within what was promised of time and memory."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bench.hostile import PAGES, PATIENT, cost
from devket.capture import Sandbox

_MOST_SECONDS, _MOST_MIB = 10.0, 450.0


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(PATIENT) as running:
        yield running


@pytest.mark.parametrize("name", PAGES)
def test_a_page_made_to_hurt_stays_within_what_was_promised(sandbox: Sandbox, name: str) -> None:
    found = cost(sandbox, PAGES[name]())
    assert found.seconds <= _MOST_SECONDS
    assert 0 < found.mib <= _MOST_MIB
    assert found.end in ("full text", "not an article", "partial")
