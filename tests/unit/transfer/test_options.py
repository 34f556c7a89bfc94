"""What becomes of tags and folders of a file; reasons kept in a column and told again."""

from __future__ import annotations

from datetime import timedelta

import pytest

from devket.core.clock import utcnow
from devket.transfer.formats import Entry
from devket.transfer.services.importing import Options, Reason, Spread, reasons_of
from devket.transfer.services.importing.reasons import kept


@pytest.mark.parametrize(
    ("tags", "folder", "found"),
    [
        ((), (), ()),
        (("a", "A", "b"), (), ("a", "b")),
        (("a, b", "，c"), (), ("a b", "c")),
        (("#hash",), ("Work", "Python"), ("hash", "Work/Python")),
        ((), ("a/b", " ", "c"), ("a∕b/c",)),
        (("", " ", "#", "/"), (), ()),
        (("x" * 130,), (), ("x" * 100,)),
    ],
)
def test_tags_are_taken_over(
    tags: tuple[str, ...], folder: tuple[str, ...], found: tuple[str, ...]
) -> None:
    entry = Entry(url="https://a.example/", tags=tags, folder=folder)
    assert Options().tags_of(entry)[0] == found


def test_folders_become_none_when_that_is_chosen() -> None:
    entry = Entry(url="https://a.example/", folder=("Work",))
    assert Options(ignored=("Work",)).tags_of(entry)[0] == ()
    assert Options(tags_folders=False).tags_of(entry)[0] == ()
    assert Options(tags=("in",)).tags_of(entry)[0] == ("in", "Work")


def test_choices_are_what_they_were() -> None:
    chosen = Options(tags=("a",), archives_all=True, ignored=("x",))
    assert Options.of(chosen.kept()) == chosen
    assert Options.of({}) == Options()


def test_reasons_are_told_as_they_were_given() -> None:
    reasons = (Reason("Plain."), Reason("At most %(max)s.", {"max": 5}))
    found = reasons_of(kept(reasons))
    assert [one.told for one in found] == ["Plain.", "At most 5."]
    assert len(kept([Reason(f"{n} " + "x" * 90) for n in range(9)])) <= 400


def test_texts_of_one_host_come_one_after_the_other() -> None:
    start = utcnow()
    spread = Spread(start, timedelta(seconds=2))
    due = [spread.due(f"https://one.example/{n}") for n in range(3)]
    assert [at - start for at in due] == [timedelta(seconds=2 * n) for n in range(3)]
    assert spread.due("https://other.example/") == start
