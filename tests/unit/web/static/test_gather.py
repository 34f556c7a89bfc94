"""Gathering: the app's files, its blueprints' and its extensions', and what is wrong in them."""

from __future__ import annotations

import re
from pathlib import Path
from random import Random

import pytest
from flask import Blueprint, Flask
from flask_admin import Admin

from devket.web.static import sources
from devket.web.static.gather import gather
from devket.web.static.kinds import content_type, is_compressible, is_hashed
from devket.web.static.packing import brotlied, gzipped
from devket.web.static.sources import StaticError


@pytest.fixture
def app() -> Flask:
    return Flask("gathered", static_folder=None)


def blueprint(app: Flask, folder: Path, name: str = "shop", **files: str) -> None:
    """Register a blueprint with static files; `__` in a name is a slash, `_` its last dot."""
    for key, text in files.items():
        path = folder / ".".join(key.replace("__", "/").rsplit("_", 1))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    app.register_blueprint(Blueprint(name, name, static_folder=str(folder)))


def test_devkets_own_files_are_gathered_whole_and_without_warnings(app: Flask) -> None:
    found = gather(app)
    own = {path.relative_to(sources.ROOT).as_posix() for path in sources.ROOT.rglob("*.*")}
    assert set(found.manifest.files) == own
    assert found.warnings == []


def test_an_extensions_files_are_gathered_under_its_name(app: Flask) -> None:
    Admin(app)
    found = gather(app)
    names = found.manifest.files
    assert re.fullmatch(
        r"admin/bootstrap/bootstrap4/css/bootstrap\.min\.[0-9a-f]{12}\.css",
        names["admin/bootstrap/bootstrap4/css/bootstrap.min.css"],
    )
    awesome = found.contents[names["admin/bootstrap/bootstrap4/css/font-awesome.min.css"]].decode()
    font = names["admin/bootstrap/bootstrap4/fonts/fontawesome-webfont.woff2"].rpartition("/")[2]
    assert f"url('../fonts/{font}?v=4.7.0')" in awesome
    assert found.owners["admin"] > 50
    left = (".map", ".scss", ".less")
    assert not [name for name in names if name.endswith(left) or "fontawesome-free" in name]
    assert not [name for name, data in found.contents.items() if b"sourceMappingURL=" in data]


def test_a_blueprints_files_are_gathered_without_hidden_ones(app: Flask, tmp_path: Path) -> None:
    blueprint(app, tmp_path, a_css="a{}", deep__b_js="x()")
    (tmp_path / ".hidden.css").write_text("b{}")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "x.css").write_text("c{}")
    found = [name for name in gather(app).manifest.files if name.startswith("shop/")]
    assert found == ["shop/a.css", "shop/deep/b.js"]


def test_a_wrong_name_in_what_others_wrote_is_a_warning(app: Flask, tmp_path: Path) -> None:
    blueprint(app, tmp_path, a_css="a{background:url(gone.png)}")
    assert gather(app).warnings == ["shop/a.css names gone.png, which is not there"]


def test_a_wrong_name_in_what_is_ours_is_an_error_that_tells_all(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sources, "PACKAGE", tmp_path)
    blueprint(app, tmp_path, a_css="a{background:url(gone.png)}", b_js="import './gone.js'",
              vendor__c_css="a{background:url(gone.png)}")  # fmt: skip
    with pytest.raises(StaticError) as raised:
        gather(app)
    assert str(raised.value).splitlines() == [
        "shop/a.css names gone.png, which is not there",
        "shop/b.js names ./gone.js, which is not there",
    ]


def test_two_files_for_one_address_are_told(app: Flask, tmp_path: Path) -> None:
    blueprint(app, tmp_path, "css", base_css="a{}")
    with pytest.raises(StaticError, match=r"css/base\.css is there twice, from devket and css"):
        gather(app)


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("a.css", "text/css; charset=utf-8"),
        ("a.1.js", "text/javascript; charset=utf-8"),
        ("a.mjs", "text/javascript; charset=utf-8"),
        ("a.txt", "text/plain; charset=utf-8"),
        ("a.svg", "image/svg+xml"),
        ("a.png", "image/png"),
        ("a.woff", "font/woff"),
        ("a.woff2", "font/woff2"),
        ("a.ttf", "font/ttf"),
        ("a.json", "application/json"),
        ("a.webmanifest", "application/manifest+json"),
        ("LICENSE", "application/octet-stream"),
    ],
)
def test_a_name_tells_the_type(path: str, told: str) -> None:
    assert content_type(path) == told


def test_what_is_packed_already_is_not_packed_again() -> None:
    packable = ["a.css", "a.js", "a.svg", "a.ttf", "a.json", "a.eot"]
    assert [*filter(is_compressible, [*packable, "a.png", "a.woff2", "a.woff"])] == packable


def test_packing_is_the_same_each_time_and_must_save_something() -> None:
    text = b"a { b: c }\n" * 100
    for pack in (gzipped, brotlied):
        assert pack(text) == pack(text)
        assert pack(b"a{}") is pack(Random(1).randbytes(1000)) is None


@pytest.mark.parametrize("path", ["a.0123456789ab.css", "x/a.b.0123456789ab.js", "L.0123456789ab"])
def test_a_hashed_name_is_known_by_its_look(path: str) -> None:
    assert is_hashed(path)
    assert not is_hashed(path.replace("ab", "xy"))
    assert not is_hashed(path.replace("ab", ""))
