"""A `Fetch` that answers from a folder of pages: what `flask demo` shows without a network.

The folder is laid out as `tests/corpus/pages`: `<slug>/golden.json`, `page.html` and `img/`;
`more` of a golden names further addresses and their files.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote

from devket.capture.model import Fetched, FetchError, Limits, Reason
from devket.core.urls import host_of

_IMAGE_TYPES = {".png": "image/png", ".jpg": "image/jpeg", ".webp": "image/webp"}


@dataclass(frozen=True, slots=True)
class DemoPage:
    """One page that a demo account may show. `state` is what its golden expects of a capture."""

    url: str
    state: str
    lang: str
    tags: tuple[str, ...] = ()
    is_favourite: bool = False
    is_archived: bool = False


class FolderFetch:
    """Answer addresses under which the folder's pages live; everything else is not found."""

    def __init__(self, root: Path) -> None:
        self._files: dict[str, Path] = {}
        self._goldens: dict[str, dict[str, Any]] = {}
        for folder, golden in _goldens(root):
            # An article may have more pages than one, or a twin at another address.
            for url, name in {golden["url"]: "page.html", **golden.get("more", {})}.items():
                self._files[url], self._goldens[url] = folder / name, golden

    def __call__(
        self, url: str, *, limits: Limits, accept: str = "*/*", referer: str | None = None
    ) -> Fetched:
        """Return the page or image that `url` names; raise `FetchError` when there is none."""
        del accept, referer  # a folder has one answer for everybody
        address = url.split("#", 1)[0]
        if address in self._files:
            return self._page(address, limits)
        image = self._image(address)
        if image is None:
            raise FetchError(Reason.NOT_FOUND, url)
        return _answer(address, 200, image, {"Content-Type": _IMAGE_TYPES[image.suffix]}, limits)

    def _page(self, url: str, limits: Limits) -> Fetched:
        golden = self._goldens[url]
        return _answer(url, golden["status"], self._files[url], golden["headers"], limits)

    def _image(self, url: str) -> Path | None:
        """The file `img/<name>` of a page that lives on the same host, nearest address first.

        Only the last segment is looked at, so an address cannot lead out of the folder.
        """
        name = PurePosixPath(unquote(url.split("?", 1)[0])).name
        if PurePosixPath(name).suffix not in _IMAGE_TYPES:
            return None
        for page in sorted(self._files, key=lambda page: -_common(page, url)):
            path = self._files[page].parent / "img" / name
            if _site(page) == _site(url) and path.is_file():
                return path
        return None


def demo_pages(root: Path) -> tuple[DemoPage, ...]:
    """Return the pages of `root` that are worth showing, in the order in which they look best."""
    chosen = [golden for _, golden in _goldens(root) if "order" in golden]
    chosen.sort(key=lambda golden: int(golden["order"]))
    return tuple(
        DemoPage(
            url=golden["url"],
            state=golden["state"],
            lang=golden.get("lang") or "",
            tags=tuple(golden.get("demo", {}).get("tags", ())),
            is_favourite=bool(golden.get("demo", {}).get("favourite")),
            is_archived=bool(golden.get("demo", {}).get("archived")),
        )
        for golden in chosen
    )


def _goldens(root: Path) -> list[tuple[Path, dict[str, Any]]]:
    paths = sorted(root.glob("*/golden.json"))
    return [(path.parent, json.loads(path.read_text("utf-8"))) for path in paths]


def _answer(url: str, status: int, path: Path, headers: dict[str, str], limits: Limits) -> Fetched:
    body = path.read_bytes()
    if len(body) > limits.max_bytes:
        raise FetchError(Reason.TOO_LARGE, url)
    return Fetched(url, status, headers.get("Content-Type"), body, dict(headers))


def _site(url: str) -> str:
    """The last two labels of the host: `cdn.blog.example` serves the images of `blog.example`."""
    return ".".join(host_of(url).rsplit(".", 2)[-2:])


def _common(first: str, second: str) -> int:
    """How many characters two addresses share from their start."""
    return next(
        (n for n, (a, b) in enumerate(zip(first, second, strict=False)) if a != b),
        min(len(first), len(second)),
    )
