"""Registries that are read alike: name, version, licence, README, and how to install."""

from __future__ import annotations

from html import escape

import pytest

from devket.capture.engine import extract
from devket.capture.model import Kind
from tests.unit.capture.sites.reading import CODE, codes, read

_README = f"<p>Joins pipes.</p><pre><code>{escape(CODE)}</code></pre>"
_META = '<meta property="og:description" content="Joins pipes in the cold.">'


@pytest.mark.parametrize(
    ("url", "page", "card"),
    [
        (
            "https://www.nuget.org/packages/Lantern.Ferrule/2.1.0",
            '<div class="package-title"><h1><span class="title">Lantern.Ferrule</span> <span class='
            '"version-title">2.1.0</span></h1></div><div id="readme-container"><div'
            ' class="readme-common">'
            f'{_README}</div></div><span data-datetime="2024-03-08T07:42:54.647Z">ago</span><a'
            f' data-track='
            '"outbound-license-url" href="https://l.example/MIT">MIT license</a>',
            {
                "name": "Lantern.Ferrule", "version": "2.1.0", "released": "2024-03-08",
                "license": "MIT", "install": "dotnet add package Lantern.Ferrule",
            },
        ),
        (
            "https://pub.dev/packages/ferrule",
            '<h1 class="title">ferrule 1.2.0 <span class="copy">copy</span></h1><section class='
            f'"tab-content detail-tab-readme-content markdown-body">{_README}</section>',
            {"name": "ferrule", "version": "1.2.0", "install": "dart pub add ferrule"},
        ),
        (
            "https://jsr.io/@lantern/ferrule",
            f'<div id="readmeContent" class="markdown">{_README}</div>',
            {"name": "@lantern/ferrule", "install": "deno add jsr:@lantern/ferrule"},
        ),
        (
            "https://hackage.haskell.org/package/ferrule",
            f'<div id="description">{_README}</div><div id="properties"><table><tr><td'
            f' class="versions">'
            '<a>0.1</a>, <strong>0.2</strong></td></tr></table></div>',
            {"name": "ferrule", "version": "0.2", "install": "cabal install ferrule"},
        ),
    ],
    ids=["nuget", "pub", "jsr", "hackage"],
)  # fmt: skip
def test_a_package_has_its_readme_and_its_card(url: str, page: str, card: dict[str, str]) -> None:
    got = read(page, url)
    assert (got.kind, got.card) == (Kind.PACKAGE, card)
    assert got.title == card["name"]
    assert codes(got) == [CODE]


@pytest.mark.parametrize(
    ("path", "name"), [("r/lantern/ferrule", "lantern/ferrule"), ("_/postgres", "postgres")]
)
def test_an_image_has_a_card_though_its_page_is_made_by_scripts(path: str, name: str) -> None:
    page = read(f"{_META}<div id=root></div>", f"https://hub.docker.com/{path}")
    assert page.card == {"name": name, "install": f"docker pull {name}"}
    assert page.text == "Joins pipes in the cold."


def test_a_model_is_its_card_with_its_facts() -> None:
    page = read(
        '<header><h1>lantern/ferrule-7b</h1><button title="See users who liked this'
        ' repository">1.2k'
        '</button><a href="/models?pipeline_tag=text-generation">Text Generation</a><a href='
        '"/models?license=license%3Aapache-2.0"><span>License:</span> <span>apache-2.0</span></a>'
        f'</header><section class="model-card-content"><div class="prose">{_README}</div>'
        f"</section>",
        "https://huggingface.co/lantern/ferrule-7b",
    )
    assert (page.kind, page.title) == (Kind.REPOSITORY, "lantern/ferrule-7b")
    assert page.card == {
        "owner": "lantern",
        "name": "ferrule-7b",
        "stars": "1200",
        "license": "apache-2.0",
        "tags": "Text Generation",
    }
    assert codes(page) == [CODE]


@pytest.mark.parametrize(
    "url", ["https://www.nuget.org/packages", "https://pub.dev/help", "https://jsr.io/docs/x"]
)
def test_other_pages_are_left_to_the_engine(url: str) -> None:
    assert extract(f"{_META}<p>Text.", url).log["rule"] == ""
