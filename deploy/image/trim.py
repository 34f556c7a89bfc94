"""In the image's build: drop from the libraries what Devket never loads, and strip what is left.

Everything gone here is proved by the image's tests to be missed by nobody. Licences and
`*.dist-info` stay.
"""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

# The clouds' services that the storage room asks for, and those that give it credentials.
SERVICES = {"s3", "sts", "sso", "sso-oidc", "rds"}
# Of the packages' folders and files. Of the fonts for quotes the one without serifs is drawn with.
GONE = (
    *("**/*.pyi", "**/*.pyx", "**/*.pxd", "**/*.c", "**/*.h", "**/*.map"),
    *("*/tests", "*/test", "sqlalchemy/testing", "alembic/testing"),
    *("sqlalchemy/dialects/mssql", "sqlalchemy/dialects/mysql", "sqlalchemy/dialects/oracle"),
    *("supervisor/ui", "supervisor/skel"),
    *("PIL/_imagingtk.*", "pylopdf_fonts_ko/NotoSerifKR-*"),
    # Asked for only where the domain of an address is looked up, and by other kinds of models.
    *("dns", "flask_admin/contrib"),
    *("flask_admin/static/vendor/fontawesome-free*", "flask_admin/static/vendor/leaflet"),
)
ZONES = Path("/usr/share/zoneinfo")


def main(venv: Path, i18n: Path) -> None:
    """Trim the libraries of a venv; `i18n` is the module that lists the languages offered."""
    site = next(venv.glob("lib/python3*/site-packages"))
    before = size_of(site)
    drop_locales(site / "babel" / "locale-data", languages(i18n))
    drop_services(site / "botocore" / "data")
    drop_translations(site / "flask_admin" / "translations", languages(i18n))
    drop_swatches(site / "flask_admin" / "static" / "bootstrap" / "bootstrap4" / "swatch")
    share_zones(site / "pytz" / "zoneinfo")
    for pattern in GONE:
        drop(site.glob(pattern))
    for folder in site.glob("*.libs"):
        drop_unneeded(site, folder)
    strip(site)
    same_time(venv)
    print(f"libraries: {before / 1e6:.1f} MB, trimmed to {size_of(site) / 1e6:.1f} MB")


def languages(i18n: Path) -> set[str]:
    """Return the keys of `LANGUAGES`, read without importing the app."""
    for node in ast.parse(i18n.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "LANGUAGES":
            return set(ast.literal_eval(node.value))
    raise SystemExit(f"trim: {i18n} names no LANGUAGES")


def drop_locales(folder: Path, kept: set[str]) -> None:
    """Keep the languages offered, their regions and the root that all build on."""
    drop(p for p in folder.glob("*.dat") if p.stem.split("_")[0] not in {*kept, "root"})


def drop_translations(folder: Path, kept: set[str]) -> None:
    """Keep the sentences of the languages offered, as they are read."""
    drop(path for path in folder.iterdir() if path.is_dir() and path.name not in kept)
    drop(folder.rglob("*.po"))


def drop_services(folder: Path) -> None:
    """Keep the services that are asked for, and the files that belong to none."""
    drop(path for path in folder.iterdir() if path.is_dir() and path.name not in SERVICES)


def drop_swatches(folder: Path) -> None:
    """Keep the one colour scheme that the admin pages have."""
    drop(path for path in folder.iterdir() if path.name != "default")


def share_zones(folder: Path) -> None:
    """Take time zones from the system, which has them newer."""
    if not (ZONES / "Asia" / "Seoul").exists():
        raise SystemExit(f"trim: the base image has no time zones in {ZONES}")
    shutil.rmtree(folder)
    folder.symlink_to(ZONES)


def drop_unneeded(site: Path, folder: Path) -> None:
    """Drop bundled libraries that no extension asks for any more, by whatever detours."""
    waiting = [path for path in site.rglob("*.so") if folder not in path.parents]
    kept = set[str]()
    while waiting:
        asked = needed_by(waiting.pop()) - kept
        kept |= asked
        waiting += [folder / name for name in asked if (folder / name).exists()]
    drop(path for path in folder.iterdir() if path.name not in kept)


def needed_by(library: Path) -> set[str]:
    """Return the names of the libraries that one is linked to."""
    command = ["readelf", "-d", str(library)]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return set(re.findall(r"NEEDED.*\[(.+)\]", told))


def drop(paths: Iterable[Path]) -> None:
    """Remove files and whole folders."""
    for path in list(paths):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def strip(site: Path) -> None:
    """Take symbols out of extension modules; what auditwheel patched breaks when stripped."""
    found = [p for p in site.rglob("*.so") if not any(part.endswith(".libs") for part in p.parts)]
    subprocess.run(["strip", "--strip-unneeded", *map(str, found)], check=True)


def same_time(folder: Path) -> None:
    """Give all files one date, so that the same content makes the same layer."""
    for path in [folder, *folder.rglob("*")]:
        os.utime(path, (0, 0), follow_symlinks=False)


def size_of(folder: Path) -> int:
    """Return the bytes of all files below."""
    return sum(path.lstat().st_size for path in folder.rglob("*") if path.is_file())


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
