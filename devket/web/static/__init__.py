"""Static files: gathered and named by their content, and served in three ways.

`flask static collect` makes the folder that nginx or the app serves, or fills a bucket; without it
the app serves the sources, so that nothing has to be collected to start.
"""

from __future__ import annotations

import logging

from flask import Flask

from devket.web.static import manifest
from devket.web.static.addresses import Addresses, Collected, Live
from devket.web.static.app import NAME, StaticApp, addresses
from devket.web.static.cli import PLACE, group
from devket.web.static.folder import PUBLIC
from devket.web.static.naming import PREFIX
from devket.web.static.place import StaticPlace
from devket.web.static.serving import serve_collected, serve_elsewhere, serve_sources
from devket.web.static.slimming import slim
from devket.web.static.sources import ROOT, own_digest

__all__ = [
    "PREFIX",
    "ROOT",
    "StaticApp",
    "StaticPlace",
    "addresses",
    "init_app",
    "own_digest",
    "slim",
]

_log = logging.getLogger(__name__)
_AGAIN = "run `flask static collect`; until then pages take them from Devket's own folder"


def init_app(app: Flask, place: StaticPlace) -> None:
    """Serve `/static/`, teach templates and `url_for` the addresses, add the command."""
    app.cli.add_command(group)
    app.extensions[PLACE] = place
    app.extensions[NAME] = found = _choose(app, place)
    app.jinja_env.globals["static"] = found.of


def _choose(app: Flask, place: StaticPlace) -> Addresses:
    made, reason = _collected(app, place)
    if made is None:
        serve_sources(app)
        return Live(warning=reason)
    base = place.address or PREFIX
    found = Collected(made.files, base=base, is_strict=lambda: app.debug or app.testing)
    if place.is_remote:
        serve_elsewhere(app, place.root / PUBLIC, found)
    else:
        serve_collected(app, place.root / PUBLIC)
    return found


def _collected(app: Flask, place: StaticPlace) -> tuple[manifest.Manifest | None, str]:
    """Return the manifest when it is this very version's, else why it is not."""
    if app.debug:  # who changes a file wants to see it
        return None, ""
    try:
        made = manifest.load(place.root)
    except manifest.ManifestError as error:
        return None, f"{error}: {_AGAIN}"
    if made is not None and made.own == own_digest():
        return made, ""
    if made is not None:
        return None, f"{place.root} holds the static files of another version: {_AGAIN}"
    return None, f"DEVKET_STATIC is s3 and nothing was collected: {_AGAIN}" * place.is_remote
