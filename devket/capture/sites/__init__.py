"""Sites whose pages need more than selectors: code, one file a site, each a reader of its pages."""

from __future__ import annotations

from collections.abc import Callable

from turbohtml import Document

from devket.capture.sites import (
    github,
    hackernews,
    latexml,
    packages,
    papers,
    rfc,
    stackexchange,
    video,
    youtube,
)
from devket.capture.told import Told
from devket.core.urls import display_host

Reader = Callable[[Document, str], Told | None]
_STACK_EXCHANGE_HOSTS = (
    "stackoverflow.com stackexchange.com serverfault.com superuser.com askubuntu.com"
    " mathoverflow.net stackapps.com"
)
_STACK_EXCHANGE = _STACK_EXCHANGE_HOSTS.split()
# By host, or by any host under a name: "stackexchange.com" is for serverfault's sisters too.
_READERS: dict[str, Reader] = {
    "github.com": github.read,
    "news.ycombinator.com": hackernews.read,
    "lobste.rs": hackernews.read_lobsters,
    "youtube.com": youtube.read,
    "youtube-nocookie.com": youtube.read,
    "youtu.be": youtube.read,
    "vimeo.com": video.read_vimeo,
    "pypi.org": packages.read_pypi,
    "npmjs.com": packages.read_npm,
    "crates.io": packages.read_crates,
    "pkg.go.dev": packages.read_go,
    "rubygems.org": packages.read_gem,
    "packagist.org": packages.read_packagist,
    "arxiv.org": papers.read_arxiv,
    "ar5iv.org": latexml.read,
    "ar5iv.labs.arxiv.org": latexml.read,
    "rfc-editor.org": rfc.read,
    "datatracker.ietf.org": rfc.read,
    "tools.ietf.org": rfc.read,
    "ietf.org": rfc.read,
    **dict.fromkeys(_STACK_EXCHANGE, stackexchange.read),
}


def read(document: Document, url: str) -> Told | None:
    """Return what the reader of this site says of the page, None when there is none for it."""
    reader = _reader_for(display_host(url))
    if reader is not None:
        return reader(document, url)
    return video.read_any(document) or papers.read_any(document, url)


def _reader_for(host: str) -> Reader | None:
    """Return the reader for a host or for the nearest name above it."""
    name = host
    while name:
        if name in _READERS:
            return _READERS[name]
        _, _, name = name.partition(".")
    return None
