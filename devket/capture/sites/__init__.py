"""Sites whose pages need more than selectors: code, one file a site, each a reader of its pages."""

from __future__ import annotations

from collections.abc import Callable

from turbohtml import Document

from devket.capture.sites import (
    discourse,
    forges,
    github,
    hackernews,
    latexml,
    packages,
    papers,
    peps,
    registries,
    rfc,
    social,
    stackexchange,
    video,
    youtube,
)
from devket.capture.told import Told
from devket.core.urls import display_host

Reader = Callable[[Document, str], Told | None]

_STACK_EXCHANGE = (
    ".stackoverflow.com .stackexchange.com .serverfault.com .superuser.com .askubuntu.com"
    " .mathoverflow.net stackapps.com"
)
_MEMOS = "rfc-editor.org datatracker.ietf.org tools.ietf.org ietf.org"
_YOUTUBE = ".youtube.com youtube-nocookie.com youtu.be"
# By host; a name with a dot before it is for that host and all that stand under it. Most sites
# have other things there (docs, a blog), so that is for those that do not.
_BY_HOST: dict[str, Reader] = {
    "github.com": github.read,
    "gist.github.com": github.read,
    "gitlab.com": forges.read_gitlab,
    "codeberg.org": forges.read_gitea,
    "gitea.com": forges.read_gitea,
    **dict.fromkeys(_STACK_EXCHANGE.split(), stackexchange.read),
    "news.ycombinator.com": hackernews.read,
    "lobste.rs": hackernews.read_lobsters,
    **dict.fromkeys(_YOUTUBE.split(), youtube.read),
    "vimeo.com": video.read_vimeo,
    "player.vimeo.com": video.read_vimeo,
    ".pypi.org": packages.read_pypi,
    "npmjs.com": packages.read_npm,
    "crates.io": packages.read_crates,
    "pkg.go.dev": packages.read_go,
    "rubygems.org": packages.read_gem,
    "packagist.org": packages.read_packagist,
    **{host: registries.reader_of(host) for host in registries.HOSTS},
    "huggingface.co": registries.read_hugging_face,
    ".arxiv.org": papers.read_arxiv,
    "ar5iv.org": latexml.read,
    "ar5iv.labs.arxiv.org": latexml.read,
    **dict.fromkeys(_MEMOS.split(), rfc.read),
    "peps.python.org": peps.read,
    "bsky.app": social.read_bluesky,
    "x.com": social.read_x,
    "twitter.com": social.read_x,
    "mobile.twitter.com": social.read_x,
}
# Software that runs on many hosts and claims, in the head of its pages, what it is.
_BY_MARK: dict[str, Reader] = {
    'meta[name="generator"][content^="Discourse"]': discourse.read,
    'meta[name="keywords"][content*="gitea"]': forges.read_gitea,
    'meta[name="keywords"][content*="forgejo"]': forges.read_gitea,
    'meta[property="og:site_name"][content="GitLab"]': forges.read_gitlab,
    "script#initial-state": social.read_mastodon,
    'meta[property="og:type"][content^="video"]': video.read_any,
    'meta[name="citation_title"]': papers.read_any,
}
_MARKS = ", ".join(_BY_MARK)


def read(document: Document, url: str) -> Told | None:
    """Return what the reader of this site says of the page, None when there is none for it.

    The reader of a host is asked before those that know pages by their marks.
    """
    reader = _reader_for(display_host(url))
    told = reader(document, url) if reader is not None else None
    return told or _by_mark(document, url)


def _reader_for(host: str) -> Reader | None:
    """Return the reader for this very host, else for the nearest name that it stands under."""
    if host in _BY_HOST:
        return _BY_HOST[host]
    name = host
    while name:
        if f".{name}" in _BY_HOST:
            return _BY_HOST[f".{name}"]
        name = name.partition(".")[2]
    return None


def _by_mark(document: Document, url: str) -> Told | None:
    """Ask the readers whose mark is in the head; only the head is looked at, as it is short."""
    head = document.find("head")
    marks = head.select(_MARKS)[:8] if head is not None else []
    for mark in marks:
        for selector, reader in _BY_MARK.items():
            told = reader(document, url) if mark.matches(selector) else None
            if told is not None:
                return told
    return None
