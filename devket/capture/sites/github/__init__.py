"""GitHub and its gists: which of its pages an address names, and who reads that one."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

from turbohtml import Document

from devket.capture.sites.github.files import read_blob, read_gist
from devket.capture.sites.github.project import read_release, read_repository, read_wiki
from devket.capture.sites.github.threads import read_thread
from devket.capture.told import Told

_THREADS = frozenset({"issues", "pull", "discussions"})
# First parts of addresses that are no owner's name.
_NO_OWNER_WORDS = (
    "about apps blog collections contact customer-stories enterprise events explore features"
    " issues login marketplace new notifications orgs organizations pricing pulls readme search"
    " security settings site solutions sponsors stars team topics trending users"
)
_NO_OWNER = frozenset(_NO_OWNER_WORDS.split())


def read(document: Document, url: str) -> Told | None:
    """Read a repository, thread, file, gist, release or wiki page; None for any other page."""
    parts = [unquote(part) for part in urlsplit(url).path.split("/") if part]
    if (urlsplit(url).hostname or "").startswith("gist."):
        return read_gist(document)
    if len(parts) < 2 or parts[0] in _NO_OWNER:
        return None
    section = parts[2] if len(parts) > 2 else ""
    if section in ("", "tree"):
        return read_repository(document, parts)
    if section in _THREADS:
        return read_thread(document, parts) if len(parts) > 3 and parts[3].isdigit() else None
    if section in ("blob", "blame"):
        return read_blob(document, parts)
    if section == "releases":
        return read_release(document, parts)
    return read_wiki(document, parts) if section == "wiki" else None
