"""Pages of packages: PyPI, npm, crates.io, Go, RubyGems, Packagist. README and a card each."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from urllib.parse import unquote, urlsplit

from turbohtml import Document, Element

from devket.capture.about.dates import read_date
from devket.capture.embedded.find import assigned, dig, text_at
from devket.capture.model import Kind
from devket.capture.sites.build import article_of, markup, or_summary
from devket.capture.sites.facts import first_text, known, meta
from devket.capture.told import Told
from devket.core.text import one_line

_SHORT = re.compile(r"\(([\w.+-]{2,30})\)$")
_LABEL = re.compile(r"\s*:?\s*$")


def _told(site: str, article: Element | None, card: dict[str, str], told: Told) -> Told:
    return replace(
        told,
        rule=site.lower().replace(" ", "-"),
        article=article,
        title=told.title or card.get("name", ""),
        site_name=site,
        kind=Kind.PACKAGE,
        card=known(card),
    )


def _path(url: str) -> list[str]:
    return [unquote(part) for part in urlsplit(url).path.split("/") if part]


def _day(element: Element | None) -> datetime | None:
    stamp = (element.attr("datetime") or element.text) if element is not None else ""
    return read_date(stamp)


def _iso(day: datetime | None) -> str:
    return day.date().isoformat() if day is not None else ""


def read_pypi(document: Document, url: str) -> Told | None:
    """Read a project on PyPI: its description, version, licence, Python and how to install it."""
    path, body = _path(url), document.select_one("#description .project-description")
    if path[:1] != ["project"] or len(path) < 2:
        return None
    name, _, version = first_text(document, ".package-header__name").rpartition(" ")
    released = _day(document.select_one(".package-header__date time"))
    beside = _beside(document)
    summary = first_text(document, ".package-description__summary")
    card = {
        "name": name or path[1],
        "version": version,
        "released": _iso(released),
        "license": _short(beside.get("license expression") or beside.get("license", "")),
        "requires": beside.get("requires", ""),
        "authors": beside.get("author", ""),
        "install": first_text(document, "#pip-command") or f"pip install {name or path[1]}",
    }
    told = Told("", byline=card["authors"], published=released, description=summary)
    return _told("PyPI", or_summary(document, body, summary), card, told)


def _short(license_: str) -> str:
    """Return the short name of a licence that is named in full before it: `MIT License (MIT)`."""
    match = _SHORT.search(license_)
    return match[1] if match else license_


def _beside(document: Document) -> dict[str, str]:
    """Return the facts of the side: `License: MIT` as `license`, from whatever holds the label."""
    found: dict[str, str] = {}
    for label in document.select(".sidebar-section strong")[:40]:
        line = label.parent
        if isinstance(line, Element):
            name = _LABEL.sub("", one_line(label.text)).lower()
            value = one_line(line.text).removeprefix(one_line(label.text)).strip(" :")
            found.setdefault(name, value)
    return found


def read_npm(document: Document, url: str) -> Told | None:
    """Read a package on npm: from the data its page carries, else from what it shows."""
    path = _path(url)
    if path[:1] != ["package"] or len(path) < 2:
        return None
    name = "/".join(path[1:3]) if path[1].startswith("@") else path[1]
    context = dig(assigned(document, "window.__context__"), "context")
    if text_at(context, "packument", "name") not in ("", name):
        context = None  # of the package a browser came from
    package = dig(context, "packument")
    latest = dig(context, "packageVersion")
    readme = text_at(context, "readme", "data") or text_at(context, "readme")
    shown = document.select_one("#readme, article, [id=tabpanel-readme]")
    body = markup(readme) if readme.strip() else shown
    summary = text_at(latest, "description") or text_at(package, "description")
    summary = summary or meta(document, "og:description", "description")
    card = {
        "name": text_at(package, "name") or name,
        "version": text_at(package, "version")
        or text_at(latest, "version")
        or _after(document, "version"),
        "license": _license(package) or _license(latest) or _after(document, "license"),
        "requires": text_at(latest, "engines", "node")
        and f"Node {text_at(latest, 'engines', 'node')}",
        "install": f"npm install {name}",
    }
    author = text_at(latest, "author", "name") or text_at(package, "author", "name")
    told = Told("", byline=author, description=one_line(summary))
    return _told("npm", or_summary(document, body, summary), card, told)


def _license(package: object) -> str:
    return text_at(package, "license") or text_at(package, "license", "type")


def _after(document: Document, label: str) -> str:
    """Return what stands after the heading with this label, on one line."""
    for heading in document.select("h2, h3")[:60]:
        if not one_line(heading.text).lower().startswith(label):
            continue
        following = heading.next_sibling
        while following is not None and not isinstance(following, Element):
            following = following.next_sibling
        return one_line(following.text)[:100] if following is not None else ""
    return ""


def read_crates(document: Document, url: str) -> Told | None:
    """Read a crate: its page is made by scripts, so mostly its address and claims are all."""
    path = _path(url)
    if path[:1] != ["crates"] or len(path) < 2:
        return None
    summary = meta(document, "og:description", "description")
    body = document.select_one("[data-test-readme], .crate-readme")
    version = path[2] if len(path) > 2 and path[2][:1].isdigit() else ""
    released = _day(document.select_one("time.date, [data-test-version-list] time"))
    card = {
        "name": path[1],
        "version": version or first_text(document, "h1 small").removeprefix("v"),
        "released": _iso(released),
        "license": first_text(document, "[data-test-license], .license"),
        "install": f"cargo add {path[1]}",
    }
    told = Told("", published=released, description=summary)
    return _told("crates.io", or_summary(document, body, summary), card, told)


def read_go(document: Document, url: str) -> Told | None:
    """Read a Go package: its README, then its documentation."""
    head = document.select_one("[data-test-id=UnitHeader-version], .UnitHeader-version")
    if head is None:
        return None
    readme = document.select_one(".UnitReadme-content .Overview-readmeContent, .UnitReadme-content")
    docs = document.select_one(".Documentation-content, .UnitDoc .Documentation")
    for part in filter(None, (readme, docs)):
        part.remove(
            ".Documentation-index, .UnitReadme-expandLink, .Documentation-source, summary .icon,"
            " .Documentation-exampleButtonsContainer, .Documentation-idLink,"
            " .Documentation-sinceVersion"
        )
    name = urlsplit(url).path.strip("/").split("@")[0]
    version = one_line(head.text).removeprefix("Version:").strip()
    when = first_text(document, "[data-test-id=UnitHeader-commitTime]")
    released = read_date(when.removeprefix("Published:"))
    card = {
        "name": name,
        "version": version.split(" ")[0],
        "released": _iso(released),
        "license": first_text(document, "[data-test-id=UnitHeader-license]"),
        "install": f"go get {name}",
    }
    told = Told("", published=released, description=meta(document, "description"))
    return _told("Go Packages", article_of(readme, docs), card, told)


def read_gem(document: Document, url: str) -> Told | None:
    """Read a gem: its description and card; its README lives elsewhere."""
    path = _path(url)
    if path[:1] != ["gems"] or len(path) < 2:
        return None
    about = document.select_one("#markup, .gem__desc")
    authors = _after(document, "authors")
    install = document.select_one("#install_text")
    card = {
        "name": path[1],
        "version": first_text(document, ".page__subheading"),
        "license": first_text(document, "span.gem__ruby-version"),
        "requires": first_text(document, "i.gem__ruby-version"),
        "authors": authors,
        "install": (install.attr("value") or "")
        if install is not None
        else f"gem install {path[1]}",
    }
    summary = meta(document, "og:description", "description")
    told = Told("", byline=authors, description=summary)
    return _told("RubyGems", or_summary(document, about, summary), card, told)


def read_packagist(document: Document, url: str) -> Told | None:
    """Read a PHP package: its README as its page shows it, else its description."""
    path = _path(url)
    if path[:1] != ["packages"] or len(path) < 3:
        return None
    name = f"{path[1]}/{path[2]}"
    readme = document.select_one(".package .readme, .readme")
    summary = first_text(document, "p.description") or meta(document, "og:description")
    card = {
        "name": name,
        "version": first_text(document, ".version-number"),
        "license": first_text(document, ".metadata .license, .license"),
        "install": f"composer require {name}",
    }
    told = Told("", description=summary)
    return _told("Packagist", or_summary(document, readme, summary), card, told)
