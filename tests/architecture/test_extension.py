"""Laws of the browser extension: what it may ask of a browser, its words, its scripts, its zip."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path

import pytest

from devket.accounts.views import apps
from extension import pack
from tests.architecture.sources import ROOT
from tests.architecture.test_styles import BREAK_POINT, COMMENT, DECLARED, TOKENS, USED, VALUE

HERE = ROOT / "extension"
SCRIPTS = tuple(sorted((HERE / "js").rglob("*.js")))
PAGES = tuple(sorted(HERE.glob("*.html")))
LOCALES = {
    path.parent.name: json.loads(path.read_text("utf-8"))
    for path in sorted(HERE.glob("_locales/*/messages.json"))
}
MAX_JS, MAX_ZIP = 32_000, 50_000  # bytes: all own scripts, and a whole zip
# Names of messages: in calls, in tables of words (`full: "stateFull"`), in pages, in the manifest.
NAMED = re.compile(r'"(\w+)"|__MSG_(\w+)__')
MUST_BE = re.compile(r'\bsay\("(\w+)"|data-(?:say|label|hint)="(\w+)"|__MSG_(\w+)__')


def texts() -> dict[Path, str]:
    paths = (*SCRIPTS, *PAGES, HERE / "manifest.json")
    return {path: path.read_text("utf-8") for path in paths}


def names(pattern: re.Pattern[str]) -> set[str]:
    found = (found.groups() for text in texts().values() for found in pattern.finditer(text))
    return {name for groups in found for name in groups if name}


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_a_script_is_one_short_module_that_writes_no_markup(script: Path) -> None:
    code = script.read_text("utf-8")
    assert len(code.splitlines()) <= 100
    assert not re.search(
        r"innerHTML|outerHTML\s*=|insertAdjacentHTML|document\.write|\beval\(", code
    )
    assert all(origin.startswith(".") for origin in re.findall(r'\bfrom "([^"]+)"', code))
    assert "import(" not in code
    words = re.sub(r"//.*", "", code)
    assert script.name == "platform.js" or not re.search(r"\b(?:chrome|browser)\.", words)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_holds_no_code(page: Path) -> None:
    markup = page.read_text("utf-8")
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=", markup)
    assert re.findall(r'(?:src|href)="(?:https?:|//)', markup) == []


@pytest.mark.parametrize(
    ("page", "scripts"),
    [("popup", ("popup", "view")), ("options", ("options",))],
)
def test_every_place_that_a_script_looks_for_is_there(page: str, scripts: tuple[str, ...]) -> None:
    code = "".join((HERE / "js" / f"{name}.js").read_text("utf-8") for name in scripts)
    markup = (HERE / f"{page}.html").read_text("utf-8")
    asked = set(re.findall(r'\bat\("([\w-]+)"\)', code))
    assert asked
    assert asked - set(re.findall(r'\bid="([\w-]+)"', markup)) == set()


def test_colours_and_sizes_are_those_of_devkets_own_pages() -> None:
    sheet = COMMENT.sub("", (HERE / "css" / "extension.css").read_text("utf-8"))
    assert VALUE.findall(BREAK_POINT.sub("", sheet)) == []
    assert set(USED.findall(sheet)) <= set(DECLARED.findall(TOKENS))


def test_every_sentence_is_there_in_every_language_and_none_for_nothing() -> None:
    assert set(LOCALES) == {"en", "ko"}
    told = {language: set(messages) for language, messages in LOCALES.items()}
    assert told["en"] == told["ko"]
    assert names(MUST_BE) - told["en"] == set()
    assert told["en"] - names(NAMED) == set()


def test_every_language_fills_in_the_same() -> None:
    for name, message in LOCALES["en"].items():
        filled = set(re.findall(r"\$\d", message["message"]))
        assert set(re.findall(r"\$\d", LOCALES["ko"][name]["message"])) == filled, name


def test_nothing_is_asked_of_a_browser_before_it_is_needed() -> None:
    for browser in pack.BROWSERS:
        told = pack.manifest(browser)
        assert told["manifest_version"] == 3
        assert told["permissions"] == ["activeTab", "contextMenus", "scripting", "storage"]
        assert told["optional_permissions"] == ["tabs"]
        assert not {"host_permissions", "content_scripts", "web_accessible_resources"} & set(told)
        policy = told["content_security_policy"]["extension_pages"]
        assert "default-src 'none'; script-src 'self'; style-src 'self';" in policy
        assert "unsafe" not in policy


def test_each_browser_gets_the_background_it_knows() -> None:
    chrome, firefox = pack.manifest("chrome"), pack.manifest("firefox")
    assert set(chrome["background"]) == {"service_worker", "type"}
    assert set(firefox["background"]) == {"scripts", "type"}
    assert "browser_specific_settings" not in chrome
    assert "minimum_chrome_version" not in firefox
    gecko = firefox["browser_specific_settings"]["gecko"]
    assert re.fullmatch(r"[\w.-]*@[\w.-]+", gecko["id"])
    assert gecko["data_collection_permissions"]["optional"] == ["browsingActivity"]


def test_every_file_that_is_named_is_packed() -> None:
    for browser in pack.BROWSERS:
        held = pack.contents(browser)
        told = pack.manifest(browser)
        background = told["background"]
        named = [*told["icons"].values(), *told["action"]["default_icon"].values()]
        named += [told["action"]["default_popup"], told["options_ui"]["page"]]
        named += [background.get("service_worker") or background["scripts"][0]]
        for page in PAGES:
            markup = page.read_text("utf-8")
            named += re.findall(r'(?:src|href)="([^"#]+)', markup)
        for script in SCRIPTS:
            for origin in re.findall(r'\bfrom "([^"]+)"', script.read_text("utf-8")):
                named.append((script.parent / origin).resolve().relative_to(HERE).as_posix())
        assert [name for name in named if name not in held] == []


def test_it_is_packed_alike_every_time_and_stays_small(tmp_path: Path) -> None:
    for browser in pack.BROWSERS:
        packed = pack.pack(tmp_path, browser)
        first = packed.read_bytes()
        assert pack.pack(tmp_path, browser).read_bytes() == first
        assert len(first) <= MAX_ZIP
        with zipfile.ZipFile(packed) as opened:
            assert opened.namelist() == sorted(pack.contents(browser))
            assert json.loads(opened.read("manifest.json"))["version"] == pack.version()
    assert sum(script.stat().st_size for script in SCRIPTS) <= MAX_JS


def test_a_token_that_is_made_for_it_may_do_just_what_it_needs() -> None:
    (scopes,) = (way.scopes for way in apps.ways() if way.name == "extension")
    code = (HERE / "js" / "server.js").read_text("utf-8")
    needed = re.findall(r'"(\w+:\w+)"', code.partition("const NEEDED = [")[2].partition("]")[0])
    assert needed == scopes.split()


def test_the_image_is_without_it() -> None:
    let_in = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    assert "*" in let_in
    assert [line for line in let_in if line.startswith("!") and "extension" in line] == []
