"""Laws of style sheets, scripts and templates: one place for values, contrast, size, no code."""

from __future__ import annotations

import base64
import hashlib
import re
from itertools import product
from pathlib import Path

import pytest

from devket.web.static import slim
from tests.architecture.sources import ROOT

DEVKET = ROOT / "devket"
CSS = DEVKET / "static" / "css"
TOKENS = (CSS / "tokens.css").read_text("utf-8")
SHEETS = tuple(sheet for sheet in sorted(CSS.glob("*.css")) if sheet.name != "tokens.css")
SCRIPTS = tuple(sorted((DEVKET / "static" / "js").rglob("*.js")))
TEMPLATES = tuple(sorted(DEVKET.rglob("templates/**/*.html")))
NGINX_PAGES = tuple(sorted((ROOT / "deploy" / "image" / "pages").glob("*.html")))
MAX_CSS, MAX_JS = 108_000, 40_000  # bytes, all together; scripts as they are sent
MAX_FEED_CSS, MAX_FEED_JS = 31_000, 16_000  # what only pages of the feed load
MAX_TRANSFER_CSS, MAX_TRANSFER_JS = 7_000, 6_000  # and only pages of imports, exports, programs
MAX_ADMIN = 8_000  # the admin area's own sheet, which no other page loads
THEMES = ("light", "dark", "sepia")

# A colour or an absolute length; break points are said in media queries, where no name can stand.
VALUE = re.compile(r"#[0-9a-f]{3,8}\b|\b\d*\.?\d+(?:px|rem|pt)\b|\b(?:rgb|hsl|oklch)a?\(", re.I)
BREAK_POINT = re.compile(r"@media[^{]*\{")
COMMENT = re.compile(r"/\*.*?\*/", re.S)
DECLARED = re.compile(r"(--[\w-]+)\s*:")
USED = re.compile(r"var\((--[\w-]+)")

CODE_KINDS = ("text", "comment", "keyword", "string", "number", "name", "type", "special")
HIGHLIGHTS = ("hl-yellow", "hl-green", "hl-blue", "hl-pink")
TEXT_PAIRS = (
    *product(("text", "muted", "accent", "bad"), ("bg", "surface", "sunken", "field", "hover")),
    *((tone, f"{tone}-soft") for tone in ("accent", "ok", "info", "warn", "bad")),
    *(("text", f"{tone}-soft") for tone in ("ok", "info", "warn", "bad")),
    *product(("on-accent",), ("accent", "accent-hover")),
    *product(("on-toast", "toast-accent"), ("toast",)),
    *product(
        (f"code-{kind}" for kind in CODE_KINDS),
        ("code-bg", "code-line", *HIGHLIGHTS),
    ),
    *product(("text", "muted", "accent"), HIGHLIGHTS),
)
SHAPE_PAIRS = (
    *product(("line-strong", "focus"), ("bg", "surface")),
    *product((f"{ground}-ink" for ground in HIGHLIGHTS), ("bg", "surface")),
    *((f"tile-ink-{number}", f"tile-{number}") for number in range(6)),
)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_colours_and_sizes_stand_with_the_tokens_alone(sheet: Path) -> None:
    rules = BREAK_POINT.sub("", COMMENT.sub("", sheet.read_text("utf-8")))
    assert VALUE.findall(rules) == []


def test_every_name_that_is_used_is_declared() -> None:
    css = "".join(sheet.read_text("utf-8") for sheet in SHEETS) + TOKENS
    assert set(USED.findall(css)) <= set(DECLARED.findall(css))


@pytest.mark.parametrize("theme", THEMES)
def test_words_stand_out_from_their_ground(theme: str) -> None:
    colours = _colours(theme)
    weak = {
        pair: round(_contrast(colours[pair[0]], colours[pair[1]]), 2)
        for pairs, least in ((TEXT_PAIRS, 4.5), (SHAPE_PAIRS, 3.0))
        for pair in pairs
        if _contrast(colours[pair[0]], colours[pair[1]]) < least
    }
    assert weak == {}


def test_style_sheets_and_scripts_stay_small() -> None:
    sizes = {sheet.name: sheet.stat().st_size for sheet in CSS.glob("*.css")}
    assert sizes.pop("admin.css") <= MAX_ADMIN
    feed = sum(sizes.pop(name) for name in tuple(sizes) if name.startswith("feed"))
    assert feed <= MAX_FEED_CSS
    moved = sum(sizes.pop(name) for name in tuple(sizes) if name.startswith("transfer"))
    assert moved <= MAX_TRANSFER_CSS
    assert sum(sizes.values()) <= MAX_CSS
    sent = {script: len(slim(script.read_text("utf-8")).encode()) for script in SCRIPTS}
    feed = sum(sent.pop(script) for script in tuple(sent) if script.parent.name == "feed")
    assert feed <= MAX_FEED_JS
    moved = sum(sent.pop(script) for script in tuple(sent) if script.parent.name == "transfer")
    assert moved <= MAX_TRANSFER_JS
    assert sum(sent.values()) <= MAX_JS


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_a_script_is_one_short_module_that_writes_no_markup(script: Path) -> None:
    code = script.read_text("utf-8")
    assert len(code.splitlines()) <= 100
    # Names of files carry a version, which an import inside a module could not know.
    assert not re.search(r"^\s*import\b|\bimport\(", code, re.M)
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(", code)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_a_template_holds_no_code_and_trusts_no_markup(template: Path) -> None:
    markup = template.read_text("utf-8")
    assert not re.search(r"\|\s*safe\b|autoescape\s+false", markup)
    assert "/emails/" in template.as_posix() or not re.search(r"\sstyle=|\son[a-z]+=\"", markup)
    assert not re.search(r'<script(?![^>]*\b(?:src=|type="application/ld\+json"))', markup)


def _colours(theme: str) -> dict[str, str]:
    day_and_night = re.compile(r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\);")
    side = 2 if theme == "dark" else 1
    colours = {found[1]: found[1 + side] for found in day_and_night.finditer(TOKENS)}
    if theme == "sepia":
        own = TOKENS.partition('[data-theme="sepia"] {')[2].partition("}")[0]
        colours |= dict(re.findall(r"--([\w-]+): (#\w{6});", own))
    return colours


def _contrast(first: str, second: str) -> float:
    """Return the ratio of two colours by WCAG 2.2, 1 to 21."""
    darker, lighter = sorted((_luminance(first), _luminance(second)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("page", NGINX_PAGES, ids=lambda page: page.name)
def test_the_policy_of_nginx_names_the_style_of_its_own_pages(page: Path) -> None:
    (style,) = re.findall(r"<style>(.*?)</style>", page.read_text("utf-8"), re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in (ROOT / "nginx.conf").read_text("utf-8")
