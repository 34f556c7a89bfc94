"""Static files in the app: from the sources, from what was collected, and from elsewhere."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from flask import Flask, url_for
from flask_admin import Admin
from flask_babel import Babel
from turbohtml import parse
from werkzeug.test import TestResponse

from devket.app import create_app
from devket.web import static
from devket.web.static import PREFIX, StaticApp, StaticPlace, addresses
from devket.web.static.folder import PUBLIC
from tests.support.client import AuditingClient
from tests.support.fixtures import MakeSettings

FOREVER = "public, max-age=31536000, immutable"
CDN = "https://cdn.example/devket"
AWESOME = "bootstrap/bootstrap4/css/font-awesome.min.css"
ELSEWHERE = {"static": "s3", "s3_bucket": "files", "s3_region": "eu-central-1"}
MakeApp = Callable[..., Flask]


@pytest.fixture(scope="module")
def make_app(make_settings: MakeSettings) -> MakeApp:
    """Make an app that looks for collected files under a folder."""

    def make(root: Path, **changes: object) -> Flask:
        return create_app(make_settings(static_root=root, **changes))

    return make


@pytest.fixture(scope="module")
def root(make_app: MakeApp, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder where files were collected, once, for packing takes its time."""
    folder = tmp_path_factory.mktemp("static")
    runner = make_app(folder).test_cli_runner()
    done = runner.invoke(args=["static", "collect", "--to", "local"])
    assert done.exit_code == 0, done.output
    return folder


@pytest.fixture(scope="module")
def collected(make_app: MakeApp, root: Path) -> MakeApp:
    """Make such an app where files were collected."""
    return partial(make_app, root)


def names(root: Path) -> dict[str, str]:
    """Return what the manifest says."""
    found: dict[str, str] = json.loads((root / "manifest.json").read_text())["files"]
    return found


def get(app: Flask, path: str, **headers: str) -> TestResponse:
    """Ask the app for a file."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return app.test_client().get(path, headers=named, buffered=True)


def test_static_files_are_taken_for_what_they_are_and_on_this_site_alone(
    app: Flask, nobody: AuditingClient
) -> None:
    answer = nobody.get(addresses(app).of("css/base.css"))
    assert answer.status_code == 200
    assert answer.mimetype == "text/css"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "Access-Control-Allow-Origin" not in answer.headers


def test_nothing_has_to_be_collected_to_start(make_app: MakeApp, tmp_path: Path) -> None:
    app = make_app(tmp_path)
    assert addresses(app).of("css/base.css").startswith("/static/css/base.css?v=")
    with app.test_request_context():
        awesome = app.url_for("admin.static", filename=AWESOME, v="4.7.0")
        assert app.url_for("static", filename="css/base.css") == addresses(app).of("css/base.css")
    assert get(app, awesome).status_code == 200


def test_collected_files_are_kept_for_ever_by_browsers(collected: MakeApp, root: Path) -> None:
    app, name = collected(), names(root)["css/base.css"]
    assert addresses(app).of("css/base.css") == f"/static/{name}"
    answer = get(app, f"/static/{name}")
    assert answer.headers["Cache-Control"] == FOREVER
    assert answer.content_type == "text/css; charset=utf-8"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    plain = get(app, "/static/css/base.css")
    assert plain.data == answer.data
    assert "immutable" not in plain.headers["Cache-Control"]


@pytest.mark.parametrize("encoding", ["gzip", "br"])
def test_collected_files_are_sent_packed_to_who_takes_that(
    collected: MakeApp, root: Path, encoding: str
) -> None:
    app, name = collected(), names(root)["css/components.css"]
    answer = get(app, f"/static/{name}", Accept_Encoding=encoding)
    assert answer.headers["Content-Encoding"] == encoding
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert len(answer.data) < len(get(app, f"/static/{name}").data) / 2


def test_a_browser_that_has_the_file_is_told_so(collected: MakeApp, root: Path) -> None:
    app, name = collected(), names(root)["css/base.css"]
    etag = get(app, f"/static/{name}").headers["ETag"]
    assert get(app, f"/static/{name}", If_None_Match=etag).status_code == 304


def test_the_folder_is_read_once(collected: MakeApp, root: Path) -> None:
    app, late = collected(), root / PUBLIC / "late.css"
    late.write_text("a{}")
    assert get(app, "/static/late.css").status_code == 404
    late.unlink()


@pytest.mark.parametrize("path", ["manifest.json", "../manifest.json", "%2e%2e/manifest.json"])
def test_the_manifest_is_served_to_nobody(collected: MakeApp, path: str) -> None:
    assert get(collected(), PREFIX + path).status_code == 404


def test_an_extensions_own_templates_get_collected_addresses(
    collected: MakeApp, root: Path
) -> None:
    app = StaticApp(
        "stranger", static_folder=None
    )  # Devket's own admin pages are not Flask-Admin's
    app.secret_key = "a key for tests only"
    static.init_app(app, StaticPlace(root=root))
    Babel(app)
    Admin(app)
    name = names(root)[f"admin/{AWESOME}"]
    page = app.test_client().get("/admin/").get_data(as_text=True)
    sheets = {str(link.attrs["href"]) for link in parse(page).select("link[rel=stylesheet]")}
    scripts = {str(script.attrs["src"]) for script in parse(page).select("script[src]")}
    assert f"/static/{name}" in sheets
    for address in sheets | scripts:
        answer = get(app, address)
        assert (answer.status_code, answer.headers["Cache-Control"]) == (200, FOREVER), address


def test_every_way_to_build_an_address_knows(collected: MakeApp, root: Path) -> None:
    app = collected()
    base, awesome = names(root)["css/base.css"], names(root)[f"admin/{AWESOME}"]
    with app.test_request_context("/admin/"):
        assert url_for("static", filename="css/base.css") == f"/static/{base}"
        assert url_for("admin.static", filename=AWESOME, v="1") == f"/static/{awesome}"
        assert url_for(".static", filename=AWESOME) == f"/static/{awesome}"
        told = url_for("static", filename="css/base.css", _external=True)
        assert told == f"http://localhost/static/{base}"
        assert url_for("accounts.login", next="/saves") == "/login?next=/saves"


def test_pages_are_clean_with_collected_files(collected: MakeApp) -> None:
    client = AuditingClient(collected(), settle=lambda: None)
    page = client.get("/login")
    assert page.status_code == 200
    assert "?v=" not in page.get_data(as_text=True)


@pytest.mark.parametrize("mode", ["testing", "debug"])
def test_a_name_that_was_not_collected_is_an_error_while_developing(
    collected: MakeApp, mode: str
) -> None:
    app = collected()
    setattr(app, mode, True)
    with pytest.raises(KeyError, match=r"img/gone\.png"):
        addresses(app).of("img/gone.png")


def test_a_name_that_was_not_collected_is_logged_in_production_and_the_page_stays(
    collected: MakeApp, capfd: pytest.CaptureFixture[str]
) -> None:
    app = collected()
    for _ in range(3):
        assert addresses(app).of("img/gone.png") == "/static/img/gone.png"
    told = capfd.readouterr().err
    assert told.count("\n") == 1
    assert "ERROR" in told
    assert "img/gone.png" in told


@pytest.mark.parametrize("change", ["other", "broken"])
def test_files_of_another_version_are_not_taken_for_these(
    make_app: MakeApp,
    root: Path,
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
    change: str,
) -> None:
    path = Path(shutil.copy(root / "manifest.json", tmp_path))
    text = path.read_text()
    path.write_text(text.replace('"own": "', '"own": "0') if change == "other" else text[:50])
    app = make_app(tmp_path)
    assert capfd.readouterr().err == ""  # who is about to collect need not be told
    for _ in range(2):
        assert "?v=" in addresses(app).of("css/base.css")
    told = capfd.readouterr().err
    assert told.count("flask static collect") == 1
    assert str(tmp_path) in told


def test_pages_name_the_bucket_when_files_are_there(collected: MakeApp, root: Path) -> None:
    base = names(root)["css/base.css"]
    where = addresses(collected(**ELSEWHERE)).of("css/base.css")
    assert where == f"https://files.s3.eu-central-1.amazonaws.com/static/{base}"
    where = addresses(collected(**ELSEWHERE, s3_public_url=CDN)).of("css/base.css")
    assert where == f"{CDN}/static/{base}"


def test_files_elsewhere_are_named_by_the_policy_and_by_extensions(
    collected: MakeApp, root: Path
) -> None:
    app = collected(**ELSEWHERE, s3_public_url=CDN)
    answer = app.test_client().get("/login")
    assert f"script-src 'self' {CDN}/static/;" in answer.headers["Content-Security-Policy"]
    with app.test_request_context():
        awesome = names(root)[f"admin/{AWESOME}"]
        assert url_for("admin.static", filename=AWESOME) == f"{CDN}/static/{awesome}"


def test_icons_stay_on_the_pages_own_origin(collected: MakeApp, root: Path) -> None:
    app, icons = collected(**ELSEWHERE, s3_public_url=CDN), names(root)["img/icons.svg"]
    page = parse(app.test_client().get("/login").get_data(as_text=True))
    drawn = {str(use.attrs["href"]).partition("#")[0] for use in page.select("use")}
    assert drawn == {f"/static/{icons}"}
    answer = get(app, f"/static/{icons}", Accept_Encoding="gzip")
    assert (answer.status_code, answer.mimetype) == (200, "image/svg+xml")
    assert answer.headers["Cache-Control"] == FOREVER
    assert answer.headers["Content-Encoding"] == "gzip"


def test_old_addresses_lead_to_where_the_files_are(collected: MakeApp, root: Path) -> None:
    app, base = collected(**ELSEWHERE, s3_public_url=CDN), names(root)["css/base.css"]
    for old, new in {
        "css/base.css": base,
        "css/base.css?v=0123456789": base,
        "css/base.0123456789ab.css": "css/base.0123456789ab.css",
        "한글 a.png": "%ED%95%9C%EA%B8%80%20a.png",
    }.items():
        answer = get(app, PREFIX + old)
        assert (answer.status_code, answer.location) == (302, f"{CDN}/static/{new}")
        assert answer.headers["Cache-Control"] == "public, max-age=300"
        assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("path", ["../media/x", "a/../../x", "/evil.example", "a//b", ""])
def test_an_old_address_leads_out_of_the_static_files_nowhere(
    collected: MakeApp, path: str
) -> None:
    app = collected(**ELSEWHERE, s3_public_url=CDN)
    answer = get(app, f"{PREFIX}{path}")
    location = answer.headers.get("Location", "")
    assert not location or location.startswith(("/static/", "http://localhost/static/"))


def test_nothing_collected_is_no_reason_not_to_start(
    make_app: MakeApp, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    app = make_app(tmp_path, **ELSEWHERE)
    assert addresses(app).of("css/base.css").startswith("/static/css/base.css?v=")
    assert "flask static collect" in capfd.readouterr().err
