"""Packages: the README with a card of version, licence, needs and how to install."""

from __future__ import annotations

from html import escape

from devket.capture.model import Kind
from tests.unit.capture.sites.reading import CODE, codes, held, read

_PRE = f'<div class="highlight highlight-source-python"><pre>{escape(CODE)}</pre></div>'


def test_pypi_tells_what_a_project_is_and_needs() -> None:
    page = read(
        '<title>ferrule · PyPI</title><div class="package-header"><h1'
        ' class="package-header__name">\n'
        '   ferrule 2.4.1\n</h1><p class="package-header__pip-instructions"><span'
        ' id="pip-command">pip'
        " install ferrule</span><button>Copy PIP instructions</button></p><p"
        ' class="package-header__date'
        '">Released: <time datetime="2024-03-04T05:06:07+0000">Mar 4, 2024</time></p></div><div'
        " class="
        '"package-description"><p class="package-description__summary">Joins pipes.</p></div>'
        "<div class="
        '"sidebar-section unverified"><h6>Meta</h6><ul><li><span><strong>License:</strong> MIT'
        " License"
        '</span></li><li><span><strong>Author:</strong> <a href="mailto:w@lantern.example">Wim'
        " Lantern</a>"
        '</span></li><li><span><i class="fab"></i><strong>Requires:</strong> Python &gt;=3.9'
        "</span></li>"
        '</ul></div><div id="description" role="tabpanel" class="vertical-tabs__panel"><h2 class='
        f'"page-title">Project description</h2><div class="project-description"><p>Hello.</p>{_PRE}'
        '</div></div><div id="history"><h2>Release history</h2></div>',
        "https://pypi.org/project/ferrule/",
    )
    assert page.kind is Kind.PACKAGE
    assert page.card == {
        "name": "ferrule", "version": "2.4.1", "released": "2024-03-04", "license": "MIT License",
        "authors": "Wim Lantern", "requires": "Python >=3.9", "install": "pip install ferrule",
    }  # fmt: skip
    assert (page.title, page.byline) == ("ferrule", "Wim Lantern")
    assert codes(page) == [CODE]
    assert "Release history" not in page.text


def test_npm_is_read_out_of_the_data_of_its_page() -> None:
    context = {
        "context": {
            "packument": {"name": "@lantern/ferrule", "version": "3.0.0", "license": "ISC"},
            "packageVersion": {
                "description": "Joins pipes.",
                "engines": {"node": ">=18"},
                "author": {"name": "Wim"},
            },
            "readme": {"data": f"<h1>Ferrule</h1><p>Hello.</p>{_PRE}"},
        }
    }  # fmt: skip
    page = read(
        f"<title>@lantern/ferrule - npm</title><script>window.__context__ = {held(context)}"
        f"</script>"
        "<div id=app><h3>Weekly Downloads</h3><p>7</p></div>",
        "https://www.npmjs.com/package/@lantern/ferrule",
    )
    assert page.card == {
        "name": "@lantern/ferrule", "version": "3.0.0", "license": "ISC", "requires": "Node >=18",
        "install": "npm install @lantern/ferrule",
    }  # fmt: skip
    assert (page.title, page.kind) == ("@lantern/ferrule", Kind.PACKAGE)
    assert codes(page) == [CODE]
    assert "Weekly" not in page.text


def test_npm_is_read_as_it_is_shown_when_it_carries_no_data() -> None:
    page = read(
        f'<div id="readme"><h1>ferrule</h1><p>Hello.</p>{_PRE}</div><h3>Version</h3><p>1.2.3</p>',
        "https://www.npmjs.com/package/ferrule",
    )
    assert (page.card["name"], page.card["version"]) == ("ferrule", "1.2.3")
    assert codes(page) == [CODE]


def test_a_crate_has_a_card_though_its_page_is_made_by_scripts() -> None:
    page = read(
        '<title>crates.io: Rust Package Registry</title><meta property="og:description"'
        ' content="Joins'
        ' pipes."><noscript>Enable JavaScript.</noscript>',
        "https://crates.io/crates/ferrule/0.4.2",
    )
    assert page.card == {"name": "ferrule", "version": "0.4.2", "install": "cargo add ferrule"}
    assert (page.title, page.text) == ("ferrule", "Joins pipes.")


def test_a_go_package_is_its_readme_and_its_documentation() -> None:
    page = read(
        '<h1 class="UnitHeader-titleHeading">ferrule</h1><span data-test-id="UnitHeader-version">'
        '<span>Version: </span><a href="?tab=versions">v1.4.0</a></span><span data-test-id='
        '"UnitHeader-commitTime">Published: Mar 4, 2024</span><span'
        ' data-test-id="UnitHeader-license">'
        '<a>MIT</a></span><div class="UnitReadme-content"><div class="Overview-readmeContent">'
        "<p>Joins."
        f'</p></div></div><div class="Documentation-content"><section'
        f' class="Documentation-index"><p>Index'
        f"</p></section><h4>func Join</h4><p>Join joins.</p><pre>{escape(CODE)}</pre></div>",
        "https://pkg.go.dev/lantern.example/ferrule@v1.4.0",
    )
    assert page.card == {
        "name": "lantern.example/ferrule", "version": "v1.4.0", "released": "2024-03-04",
        "license": "MIT", "install": "go get lantern.example/ferrule",
    }  # fmt: skip
    assert codes(page) == [CODE]
    assert "Index" not in page.text


def test_a_gem_has_its_card() -> None:
    page = read(
        '<h1 class="t-display page__heading">ferrule<i class="page__subheading">1.0.2</i></h1>'
        "<div id="
        '"markup" class="gem__desc"><p>Joins pipes.</p></div><h3'
        ' class="t-list__heading">Authors:</h3><ul'
        ' class="t-list__items"><li class="t-list__item"><p>Wim Lantern</p></li></ul><input id='
        '"install_text" value="gem install ferrule"><h2'
        ' class="gem__ruby-version__heading">License: <span'
        ' class="gem__ruby-version"><p>MIT</p></span></h2><h2>Required Ruby Version: <i class='
        '"gem__ruby-version">&gt;= 3.1</i></h2>',
        "https://rubygems.org/gems/ferrule",
    )
    assert page.card == {
        "name": "ferrule", "version": "1.0.2", "license": "MIT", "requires": ">= 3.1",
        "authors": "Wim Lantern", "install": "gem install ferrule",
    }  # fmt: skip


def test_a_php_package_has_its_readme() -> None:
    page = read(
        '<h2 class="title">lantern / ferrule</h2><p class="description">Joins pipes.</p><span'
        " class="
        '"version-number">v1.1</span><p class="requirement license">MIT</p><div class="readme'
        " markdown-"
        f'body"><p>Hello.</p><pre><code>{escape(CODE)}</code></pre></div>',
        "https://packagist.org/packages/lantern/ferrule",
    )
    assert page.card["install"] == "composer require lantern/ferrule"
    assert page.card["version"] == "v1.1"
    assert codes(page) == [CODE]


def test_a_readme_that_stands_elsewhere_is_found_by_the_engine() -> None:
    prose = "<p>A paragraph, with commas, of a README that is not where it was.</p>" * 40
    page = read(
        f"<title>ferrule</title><main><h1>ferrule</h1>{prose}</main>",
        "https://www.npmjs.com/package/ferrule",
    )
    assert (page.kind, page.card["name"]) == (Kind.PACKAGE, "ferrule")
    assert page.text.count("of a README") == 40
