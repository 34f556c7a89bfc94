"""Package registries whose pages are read alike: where each keeps name, README, licence: data."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from turbohtml import Document

from devket.capture.about.dates import read_date
from devket.capture.model import Kind
from devket.capture.sites.build import or_summary
from devket.capture.sites.facts import digits, first_text, known, meta
from devket.capture.told import Told
from devket.core.text import one_line

_MOST_ROWS = 60


@dataclass(frozen=True, slots=True)
class _Registry:
    """One registry: `under` is the path before a package's name, selectors say where things are."""

    site: str
    under: str
    install: str
    readme: str
    version: str = ""
    license: str = ""
    released: str = ""
    authors: str = ""


_REGISTRIES = {
    "nuget.org": _Registry(
        "NuGet",
        "packages",
        "dotnet add package {}",
        "#readme-container .readme-common, #readme-container, .readme-common",
        version=".package-title .version-title, .version-title",
        license="[data-track=outbound-license-url]",
        released=".package-details-main [data-datetime], [data-datetime]",
        authors=".owner-list .profile-link, .owner-list a.username",
    ),
    "pub.dev": _Registry(
        "pub.dev",
        "packages",
        "dart pub add {}",
        ".detail-tab-readme-content, .detail-tabs-content .markdown-body",
        version="h1.title",
        license=".detail-info-box .license, aside a[href$='/license']",
        released="header .-x-ago[data-timestamp], .metadata a[title]",
        authors=".-pub-publisher",
    ),
    "hackage.haskell.org": _Registry(
        "Hackage",
        "package",
        "cabal install {}",
        "#readme-container, #description",
        version="#properties .versions strong, .versions strong",
        license="#properties a[href*='/src/LICENSE'], #properties .license",
    ),
    "hex.pm": _Registry(
        "Hex",
        "packages",
        "mix hex.package fetch {}",
        ".package-view .description, p.description",
        version=".package-title .version, .package-view .version",
        license=".package-view .licenses, .license",
    ),
    "hub.docker.com": _Registry(
        "Docker Hub", "r", "docker pull {}", "[data-testid=repositoryOverview], .markdown-body"
    ),
    "jsr.io": _Registry("JSR", "", "deno add jsr:{}", "#readmeContent, .markdown.ddoc, .markdown"),
}


def reader_of(host: str) -> Callable[[Document, str], Told | None]:
    """Return the reader for the registry at a host."""
    registry = _REGISTRIES[host]
    return lambda document, url: _read(registry, document, url)


HOSTS = tuple(_REGISTRIES)


def _name(registry: _Registry, url: str) -> str:
    """Return the package an address names, with its scope, empty when it names none."""
    parts = [unquote(part) for part in urlsplit(url).path.split("/") if part]
    if registry.under:
        if len(parts) > 1 and parts[0] == "_":
            return parts[1]
        if len(parts) < 2 or parts[0] != registry.under:
            return ""
        parts = parts[1:]
        return "/".join(parts[:2]) if registry.under == "r" else parts[0]
    return "/".join(parts[:2]) if len(parts) > 1 and parts[0].startswith("@") else ""


def _read(registry: _Registry, document: Document, url: str) -> Told | None:
    name = _name(registry, url)
    summary = one_line(meta(document, "og:description", "description", "twitter:description"))
    body = document.select_one(registry.readme)
    if not name or (body is None and not summary):
        return None
    released = read_date(_stamp(document, registry.released))
    card = {
        "name": name,
        "version": _text(document, registry.version).removeprefix(f"{name} ").split(" ")[0],
        "released": released.date().isoformat() if released is not None else "",
        "license": _text(document, registry.license).removesuffix(" license"),
        "authors": _text(document, registry.authors),
        "install": registry.install.format(name),
    }
    return Told(
        registry.site.lower().replace(" ", "-"),
        or_summary(document, body, summary),
        title=name,
        site_name=registry.site,
        published=released,
        description=summary,
        kind=Kind.PACKAGE,
        card=known(card),
    )


def _text(document: Document, selector: str) -> str:
    return first_text(document, selector) if selector else ""


def _stamp(document: Document, selector: str) -> str:
    found = document.select_one(selector) if selector else None
    if found is None:
        return ""
    return found.attr("data-datetime") or found.attr("title") or found.text


def read_hugging_face(document: Document, url: str) -> Told | None:
    """Read the card of a model, a data set or a space on Hugging Face."""
    parts = [unquote(part) for part in urlsplit(url).path.split("/") if part]
    names = parts[1:3] if parts[:1] in (["datasets"], ["spaces"]) else parts[:2]
    body = document.select_one(".model-card-content .prose, .prose.hf-sanitized, .prose")
    if len(names) < 2 or body is None:
        return None
    liked = first_text(document, "button[title*='liked this']")
    card = {
        "owner": names[0],
        "name": names[1],
        "stars": digits(liked),
        "license": _labelled(document, "license:"),
        "tags": first_text(document, "a[href*='pipeline_tag='], a[href*='task_categories:']"),
    }
    return Told(
        "huggingface",
        body,
        title="/".join(names),
        byline=names[0],
        site_name="Hugging Face",
        description=one_line(meta(document, "og:description", "description")),
        kind=Kind.REPOSITORY,
        card=known(card),
    )


def _labelled(document: Document, label: str) -> str:
    for tag in document.select("header a, main header a")[:_MOST_ROWS]:
        words = one_line(tag.text)
        if words.lower().startswith(label):
            return words[len(label) :].strip()
    return ""
