"""The manifest, the text of the service worker, and the plan of what a device is to keep."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from functools import cache

from flask import url_for
from flask_babel import get_locale, gettext, pgettext

from devket import __version__
from devket.accounts.models import User
from devket.library.models import Save
from devket.web.static import ROOT, own_digest, slim

# The ground of every page, as css/tokens.css has it (a test compares them).
GROUND = {"light": "#faf8f4", "dark": "#161513", "sepia": "#f5edda"}
_PARTS = ("sw-store", "sw-queue", "sw-pages")
# What no page needs that is read without a connection.
_NOT_IN_SHELL = ("css/admin.css", "js/sw-", "js/bookmarklet-link", "js/page-handover")
_ICONS = (("icon-192", 192, "any"), ("icon-512", 512, "any"), ("icon-maskable", 512, "maskable"))


def manifest(static: Callable[[str], str]) -> dict[str, object]:
    """Return what tells browsers how Devket is installed, in the language of the request."""
    icons = [
        {"src": static(f"img/{name}.png"), "sizes": f"{size}x{size}", "type": "image/png",
         "purpose": purpose}
        for name, size, purpose in _ICONS
    ]  # fmt: skip
    return {
        "id": "/",
        "name": "Devket",
        "short_name": "Devket",
        "description": gettext("Save articles and read them in peace, code intact."),
        "lang": str(get_locale()).replace("_", "-"),
        "dir": "ltr",
        "start_url": "/saves",
        "scope": "/",
        "display": "standalone",
        "theme_color": GROUND["light"],
        "background_color": GROUND["light"],
        "categories": ["news", "productivity", "utilities"],
        "icons": icons,
        "shortcuts": _shortcuts(icons[:1]),
        "share_target": {
            "action": url_for("library.confirm"),
            "method": "GET",
            "params": {"title": "title", "text": "text", "url": "url"},
        },
    }


def _shortcuts(icons: Sequence[object]) -> list[dict[str, object]]:
    places = ((gettext("My List"), "/saves"), (pgettext("page", "Search"), "/search"))
    return [{"name": name, "url": url, "icons": icons} for name, url in places]


def worker(static: Callable[[str], str]) -> str:
    """Return the service worker: the files of this release, then what it does."""
    shell = [static(path) for path in _shell()]
    config = {"version": _release(), "shell": [*shell, url_for("offline.page")]}
    parts = [slim((ROOT / "js" / f"{name}.js").read_text("utf-8")) for name in _PARTS]
    return "\n".join([f"const RELEASE = {json.dumps(config)};", *parts])


@cache
def _shell() -> tuple[str, ...]:
    """Return the paths of the files that pages are made of."""
    found = [
        path.relative_to(ROOT).as_posix()
        for pattern in ("css/*.css", "js/*.js", "vendor/*.js", "img/*.svg")
        for path in sorted(ROOT.glob(pattern))
    ]
    return tuple(name for name in found if not name.startswith(_NOT_IN_SHELL))


@cache
def _release() -> str:
    """Return what differs between two releases of Devket."""
    return hashlib.sha256(f"{__version__} {own_digest()}".encode()).hexdigest()[:12]


def plan(user: User, saves: Sequence[Save], pictures: Mapping[int, list[str]]) -> dict[str, object]:
    """Return the pages a device is to hold for a person, each with a stamp of how it is now.

    What waits for nothing comes first; the list of the articles last, when they are there.
    """
    pages = [_page(url_for("library.confirm"), _stamp(user))]
    for save in saves:
        href = url_for("reading.reader", save_id=save.id)
        images = [url_for("library.image", key=key) for key in pictures.get(save.id, ())]
        pages.append(_page(href, _stamp(user, save), images))
    stamps = "".join(str(page["stamp"]) for page in pages)
    pages.append(_page(url_for("offline.page", kept=1 if saves else None), _digest(stamps)))
    return {"person": str(user.id), "pages": pages}


def _page(href: str, stamp: str, images: Sequence[str] = ()) -> dict[str, object]:
    return {"href": href, "stamp": stamp, "images": list(images)}


def _stamp(user: User, save: Save | None = None) -> str:
    looks = (user.theme, user.reader_font, user.reader_size, user.reader_width, user.reader_leading)
    told: list[object] = [_release(), str(get_locale()), user.handle, user.display_name, *looks]
    if save is not None:
        told += [save.updated_at, save.capture_id, save.highlight_count, save.has_note]
    return _digest("\n".join(map(str, told)))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]
