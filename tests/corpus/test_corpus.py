"""Every page of the corpus, read by the engine and compared with its golden."""

from __future__ import annotations

from functools import cache

import pytest

from devket.capture.capture import capture
from devket.capture.engine import extract
from devket.capture.folder import FolderFetch
from devket.capture.model import Captured
from tests.corpus.checks import names_for, wrong
from tests.corpus.server import PAGES, golden, slugs

_FETCH = FolderFetch(PAGES)


@cache
def _captured(slug: str) -> Captured:
    return capture(golden(slug)["url"], fetch=_FETCH, read=extract)


_WANTED = [(slug, name) for slug in slugs() for name in names_for(golden(slug))]
_NOW = [(slug, name) for slug, name in _WANTED if name not in golden(slug).get("later", ())]
_LATER = [(slug, name) for slug in slugs() for name in golden(slug).get("later", ())]


@pytest.mark.parametrize(("slug", "check"), _NOW)
def test_a_page_is_read_as_its_golden_says(slug: str, check: str) -> None:
    assert wrong(check, golden(slug), _captured(slug), PAGES / slug) == ""


def test_what_waits_for_the_engine_is_still_wrong() -> None:
    """A check that has come right goes from `later` (`--mark`), so that it is held from then on."""
    stale = [
        f"{slug}: {name}"
        for slug, name in _LATER
        if (slug, name) not in _WANTED
        or not wrong(name, golden(slug), _captured(slug), PAGES / slug)
    ]
    assert stale == []


def test_the_corpus_is_large_and_speaks_many_languages() -> None:
    assert len(slugs()) >= 120
    languages = {(golden(slug)["lang"] or "").split("-")[0] for slug in slugs()}
    assert {"en", "ko", "ja", "zh"} <= languages
