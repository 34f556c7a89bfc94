"""Collecting into a folder: what lies there afterwards, and what is left of older releases."""

from __future__ import annotations

import gzip
import json
import os
from datetime import date, timedelta
from pathlib import Path
from random import Random

import brotli
import pytest

from devket.web.static import manifest
from devket.web.static.folder import Folder, Outcome
from devket.web.static.manifest import ManifestError
from devket.web.static.sources import StaticError
from tests.support.releases import release

CSS = b"a { color: CanvasText }\n" * 100
PICTURE = Random(1).randbytes(1000)
TODAY = date(2026, 11, 29)


def tree(root: Path) -> dict[str, bytes]:
    """Return every file under a folder with its bytes."""
    files = (path for path in root.rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in files}


def collect(root: Path, day: int = 0, prune: int | None = None, **files: bytes) -> Outcome:
    """Collect a release some days after today."""
    today = TODAY + timedelta(days=day)
    return Folder(root).collect(release(**files), today=today, prune_days=prune)


def test_a_file_lies_there_under_both_names_with_its_packed_forms(tmp_path: Path) -> None:
    made = release(base_css=CSS, x_png=PICTURE)
    Folder(tmp_path).collect(made, today=TODAY)
    css, png = made.manifest.files["base.css"], made.manifest.files["x.png"]
    found = tree(tmp_path / "public")
    assert set(found) == {css, f"{css}.gz", f"{css}.br", png,
                          "base.css", "base.css.gz", "base.css.br", "x.png"}  # fmt: skip
    for name in (css, "base.css"):
        assert found[name] == CSS
        assert gzip.decompress(found[f"{name}.gz"]) == CSS
        assert brotli.decompress(found[f"{name}.br"]) == CSS
    assert found[png] == found["x.png"] == PICTURE


def test_the_manifest_lies_beside_what_is_served(tmp_path: Path) -> None:
    made = release(base_css=CSS)
    Folder(tmp_path).collect(made, today=TODAY)
    assert manifest.load(tmp_path) == made.manifest
    assert json.loads((tmp_path / "manifest.json").read_text())["version"] == 1
    assert {path.name for path in tmp_path.iterdir()} == {"manifest.json", "public"}


def test_the_same_files_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "other"):
        collect(tmp_path / name, base_css=CSS, x_png=PICTURE)
    assert tree(tmp_path / "one") == tree(tmp_path / "other")


def test_what_is_there_is_not_written_again(tmp_path: Path) -> None:
    first = collect(tmp_path, base_css=CSS)
    again = collect(tmp_path, base_css=CSS)
    assert len(first.written) == 4
    assert again.written == {}


def test_other_users_may_read_what_was_written(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        collect(tmp_path, base_css=CSS)
    finally:
        os.umask(before)
    modes = {path.stat().st_mode & 0o777 for path in tmp_path.rglob("*") if path.is_file()}
    assert modes == {0o644}


def test_an_older_releases_files_stay(tmp_path: Path) -> None:
    collect(tmp_path, base_css=CSS, old_css=CSS)
    older = tree(tmp_path / "public")
    outcome = collect(tmp_path, base_css=CSS + b"b{}")
    found = tree(tmp_path / "public")
    assert set(older) <= set(found)
    assert found["base.css"] == gzip.decompress(found["base.css.gz"]) == CSS + b"b{}"
    assert brotli.decompress(found["base.css.br"]) == CSS + b"b{}"
    assert outcome.older == 3 + 6  # the old style sheet under its hash, and all of the other


def test_pruning_counts_from_the_day_a_file_went_out_of_use(tmp_path: Path) -> None:
    collect(tmp_path, base_css=CSS)
    collect(tmp_path, day=100, base_css=PICTURE)
    assert collect(tmp_path, day=129, prune=30, base_css=PICTURE).dropped == []
    dropped = collect(tmp_path, day=130, prune=30, base_css=PICTURE).dropped
    assert [name.rpartition("base.")[2][12:] for name in dropped] == [".css", ".css.br", ".css.gz"]
    assert {*tree(tmp_path / "public")} == {"base.css", *release(base_css=PICTURE).contents}
    assert collect(tmp_path, day=200, prune=0, base_css=PICTURE).dropped == []


def test_a_release_that_comes_back_takes_its_files_back_into_use(tmp_path: Path) -> None:
    collect(tmp_path, base_css=CSS)
    collect(tmp_path, day=1, base_css=PICTURE)
    collect(tmp_path, day=50, base_css=CSS)
    collect(tmp_path, day=99, base_css=PICTURE)
    assert collect(tmp_path, day=100, prune=30, base_css=PICTURE).dropped == []


def test_a_twin_of_the_plain_name_never_outlives_its_file(tmp_path: Path) -> None:
    collect(tmp_path, base_css=CSS)
    collect(tmp_path, base_css=PICTURE)  # too dense to be packed
    assert not (tmp_path / "public" / "base.css.gz").exists()
    assert not (tmp_path / "public" / "base.css.br").exists()


def test_a_dry_run_tells_the_same_and_writes_nothing(tmp_path: Path) -> None:
    made = release(base_css=CSS)
    root = tmp_path / "static"
    dry = Folder(root, is_dry=True).collect(made, today=TODAY)
    assert not root.exists()
    assert dry == Folder(root).collect(made, today=TODAY)


def test_a_folder_that_cannot_be_written_is_told_with_the_way_out(tmp_path: Path) -> None:
    (tmp_path / "static").write_text("a file, not a folder")
    with pytest.raises(StaticError, match=r"static.* cannot be written: .*DEVKET_STATIC_ROOT"):
        collect(tmp_path / "static", base_css=CSS)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"version": 2}', '{"version": 1, "files": 3}'])
def test_a_manifest_that_cannot_be_read_is_told_with_its_place(tmp_path: Path, text: str) -> None:
    (tmp_path / "manifest.json").write_text(text)
    with pytest.raises(ManifestError, match=r"manifest\.json"):
        manifest.load(tmp_path)


def test_no_manifest_is_no_error(tmp_path: Path) -> None:
    assert manifest.load(tmp_path) is None


@pytest.mark.parametrize("text", ["", "{", "[]", '{"a": 3}', '{"a": "yesterday"}'])
def test_a_broken_ledger_deletes_nothing_too_early(tmp_path: Path, text: str) -> None:
    collect(tmp_path, base_css=CSS)
    collect(tmp_path, day=1, base_css=PICTURE)
    (tmp_path / "retired.json").write_text(text)
    assert collect(tmp_path, day=90, prune=30, base_css=PICTURE).dropped == []
    assert collect(tmp_path, day=120, prune=30, base_css=PICTURE).dropped != []
