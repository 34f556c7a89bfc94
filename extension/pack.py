"""Lays the browser extension out for each browser and packs it: `make extension`.

The files here are what browsers load: nothing is compiled. Added are the version of the project,
what one browser's manifest has and the other's has not, and the style sheets, the logo and the
drawings of Devket's own pages, so that they stand in one place.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import tomllib
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
HERE = ROOT / "extension"
OWN = ("*.html", "_locales/*/*.json", "css/*.css", "icons/*.png", "js/**/*.js")
STATIC = ROOT / "devket" / "static"
LENT = {
    **{f"css/{name}.css": f"css/{name}.css" for name in ("tokens", "base", "components", "tags")},
    "img/icons.svg": "img/icons.svg",
    "img/logo.svg": "img/favicon.svg",
}
BROWSERS: dict[str, dict[str, Any]] = {
    "chrome": {
        "minimum_chrome_version": "125",
        "background": {"service_worker": "js/background.js", "type": "module"},
    },
    "firefox": {
        # Firefox has pages of events in the place of service workers.
        "background": {"scripts": ["js/background.js"], "type": "module"},
        "browser_specific_settings": {
            "gecko": {
                "id": "extension@devket",
                "strict_min_version": "142.0",
                # What goes to the person's own server, and nowhere else, when they ask for it.
                "data_collection_permissions": {
                    "required": ["authenticationInfo", "bookmarksInfo", "websiteContent"],
                    "optional": ["browsingActivity"],
                },
            }
        },
    },
}
AT = (1980, 1, 1, 0, 0, 0)  # the same bytes whenever it is packed; zips know no earlier time


def version() -> str:
    """Return the project's version as browsers take it: numbers and dots alone."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        told = str(tomllib.load(file)["project"]["version"])
    found = re.match(r"\d+(?:\.\d+){0,3}", told)
    assert found, told
    return found.group()


def manifest(browser: str, reach: Sequence[str] = ()) -> dict[str, Any]:
    """Return a browser's manifest.

    Tests cannot press "Allow": with `reach` (patterns of addresses) they get what people are asked
    for when they need it.
    """
    told: dict[str, Any] = json.loads((HERE / "manifest.json").read_text("utf-8"))
    told = {**told, "version": version(), **BROWSERS[browser]}
    if reach:
        told["permissions"] = [*told["permissions"], *told.pop("optional_permissions")]
        told["host_permissions"] = list(reach)
    return told


def contents(browser: str, reach: Sequence[str] = ()) -> dict[str, bytes]:
    """Return what the extension consists of, by path."""
    own = {path for pattern in OWN for path in HERE.glob(pattern)}
    held = {path.relative_to(HERE).as_posix(): path.read_bytes() for path in own}
    held |= {path: (STATIC / source).read_bytes() for path, source in LENT.items()}
    written = json.dumps(manifest(browser, reach), ensure_ascii=False, indent=2)
    held["manifest.json"] = f"{written}\n".encode()
    return dict(sorted(held.items()))


def lay(folder: Path, browser: str, reach: Sequence[str] = ()) -> Path:
    """Write the extension into a folder, as browsers load it unpacked."""
    shutil.rmtree(folder, ignore_errors=True)
    for path, data in contents(browser, reach).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return folder


def pack(folder: Path, browser: str) -> Path:
    """Write the extension as the zip that shops take."""
    target = folder / f"devket-{browser}-{version()}.zip"
    with zipfile.ZipFile(target, "w") as packed:
        for path, data in contents(browser).items():
            entry = zipfile.ZipInfo(path, AT)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o100644 << 16
            packed.writestr(entry, data, compresslevel=9)
    return target


def main() -> None:
    """Pack for every browser, and lay out what can be loaded unpacked."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--to", type=Path, default=ROOT / "build", help="the folder to write to")
    target: Path = parser.parse_args().to
    target.mkdir(parents=True, exist_ok=True)
    for browser in BROWSERS:
        lay(target / f"devket-{browser}", browser)
        print(pack(target, browser))


if __name__ == "__main__":
    main()
