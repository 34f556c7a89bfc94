"""In the image's build: sort the app's files into the layers of the Dockerfile.

A release that changes one part pulls the layer of that part, and no other.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from pathlib import Path

APP = Path("/app")
PAGES = "tests/corpus/pages"
# Beginnings of paths; the first layer that fits takes a file, `rest` what fits none.
LAYERS = {
    "assets": ("static/", "devket/static/", "devket/translations/", "devket/templates/",
               "devket/accounts/common_passwords.txt"),
    "demo": (f"{PAGES}/",),
    "sites": ("devket/capture/sites/", "devket/capture/rules/"),
    "pages": ("devket/capture/about/", "devket/capture/code/", "devket/capture/walls/"),
    "reading": ("devket/capture/files/", "devket/capture/heuristic/", "devket/capture/images/",
                "devket/capture/finish/"),
    "shells": ("devket/capture/shells/", "devket/capture/ways/", "devket/capture/normalise/",
               "devket/capture/embedded/"),
    "capture": ("devket/capture/",),
    "ground": ("devket/core/", "devket/db/", "devket/settings/", "devket/storage/", "migrations/"),
    "accounts": ("devket/accounts/",),
    "lists": ("devket/library/views/", "devket/library/presenters/", "devket/library/templates/",
              "devket/library/queries/"),
    "library": ("devket/library/",),
    "reader": ("devket/reading/",),
    "search": ("devket/search/", "devket/offline/"),
    "feed": ("devket/social/views/", "devket/social/templates/"),
    "social": ("devket/social/queries/", "devket/social/services/", "devket/social/policies.py"),
    "posts": ("devket/social/",),
    "web": ("devket/web/",),
    "admin": ("devket/admin/", "devket/upkeep/"),
    "formats": ("devket/transfer/formats/",),
    "imports": ("devket/transfer/models/", "devket/transfer/services/", "devket/transfer/jobs/"),
    "transfer": ("devket/transfer/",),
    "api": ("devket/api/",),
    "wallabag": ("devket/compat/wallabag/",),
    "dialects": ("devket/compat/",),
    "rest": ("devket/", "deploy/", "nginx.conf", "supervisord.conf"),
}  # fmt: skip


def main(target: Path) -> None:
    """Copy what the image needs of the app, each file into its layer."""
    shown, done = _shown(), dict[int, Path]()
    for layer in LAYERS:
        (target / layer).mkdir(parents=True)
    for path in sorted(APP.rglob("*")):
        name = str(path.relative_to(APP))
        wanted = _layer_of(name)
        if not path.is_file() or wanted is None:
            continue
        if wanted == "demo" and name.split("/")[3] not in shown:
            continue
        made = target / wanted / name
        made.parent.mkdir(parents=True, exist_ok=True)
        _copy(path, made, done)
    for path in [target, *target.rglob("*")]:
        path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)
        os.utime(path, (0, 0))


def _layer_of(name: str) -> str | None:
    return next((layer for layer, starts in LAYERS.items() if name.startswith(starts)), None)


def _copy(path: Path, made: Path, done: dict[int, Path]) -> None:
    """Copy a file; of two names of one file the second stays a name."""
    status = path.stat()
    if status.st_nlink > 1 and status.st_ino in done:
        made.hardlink_to(done[status.st_ino])
        return
    shutil.copy2(path, made)
    done[status.st_ino] = made


def _shown() -> set[str]:
    """Return the folders of the pages that `flask demo` shows."""
    goldens = (APP / PAGES).glob("*/golden.json")
    return {g.parent.name for g in goldens if "order" in json.loads(g.read_text("utf-8"))}


if __name__ == "__main__":
    main(Path(sys.argv[1]))
