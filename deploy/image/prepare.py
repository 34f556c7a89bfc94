"""Before a container's command runs: settings, folders, the database, and its migrations.

Exit codes are those of sysexits.h, told in docs/image.md.
"""

from __future__ import annotations

import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from deploy.image.render import render
from devket.app import create_app
from devket.db import db
from devket.db.migrating import CommandError, upgrade
from devket.settings import Settings, SettingsError, load
from devket.web.cli import wait_for_database
from devket.web.static import StaticPlace
from devket.web.static.cli import PLACE

RUN = Path("/tmp/devket")
COUNTS = RUN / "counts"
PROGRAMS = ("web", "worker")
MIGRATION_FAILED, CANNOT_WRITE, DATABASE_AWAY, WRONG_SETTINGS = 65, 73, 75, 78


@dataclass(frozen=True, slots=True)
class Ready:
    """A whole app with its database at hand, and the programs that are wanted."""

    app: Flask
    programs: tuple[str, ...]


def prepare() -> Ready:
    """Make everything ready to serve, or end the process with a line that says why not."""
    _check_folder(RUN, "It is for what lives only while Devket runs: mount a tmpfs at /tmp.")
    # Where the processes share their counts for /metrics; those of an earlier start are gone.
    shutil.rmtree(COUNTS, ignore_errors=True)
    COUNTS.mkdir()
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(COUNTS)
    data = Path(os.environ.get("DEVKET_DATA") or "var").resolve()
    _check_folder(data, _way_out(data))
    try:
        programs, wait, is_migrating = _own_settings()
        settings = load()
        app = create_app(settings)
        place: StaticPlace = app.extensions[PLACE]
        render(settings, RUN / "nginx", static_address=place.address)
    except (SettingsError, ValueError) as error:
        _end(WRONG_SETTINGS, str(error))
    (RUN / "programs").write_text(",".join(programs), encoding="utf-8")
    with app.app_context():
        _wait_for_database(wait)
        if is_migrating:
            _migrate(app, settings)
        # What is open would be shared by all that are forked from here.
        db.session.remove()
        db.engine.dispose()
    return Ready(app, programs)


def _own_settings() -> tuple[tuple[str, ...], float, bool]:
    """Return the programs that are wanted, how many seconds to wait, and whether to migrate."""
    names = [name.strip() for name in os.environ.get("DEVKET_PROGRAMS", "web,worker").split(",")]
    wanted = [name for name in names if name]
    unknown = sorted(set(wanted) - set(PROGRAMS))
    if unknown or not wanted:
        told = f"no program is named {', '.join(unknown)}" if unknown else "names no program"
        raise ValueError(f"DEVKET_PROGRAMS: {told}; name web, worker or both: web,worker")
    migrate = os.environ.get("DEVKET_MIGRATE", "1").strip()
    if migrate not in ("0", "1"):
        raise ValueError(f"DEVKET_MIGRATE: {migrate} is neither 1 (migrate at the start) nor 0")
    wait = os.environ.get("DEVKET_DATABASE_WAIT", "60")
    if not wait.isdigit():
        raise ValueError(f"DEVKET_DATABASE_WAIT: {wait} is no number of seconds")
    return tuple(wanted), float(wait), migrate == "1"


def _check_folder(folder: Path, way_out: str) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / f".writable-{os.getpid()}"
        probe.touch()
        probe.unlink()
    except OSError as error:
        told = f"{folder} cannot be written by user {os.getuid()}: {error.strerror}."
        _end(CANNOT_WRITE, f"{told} {way_out}")


def _way_out(data: Path) -> str:
    user = f"{os.getuid()}:{os.getgid()}"
    return (
        f"Give the folder mounted there to that user (chown {user} FOLDER on the host), "
        f"start the container as its owner (--user), or use a named volume (-v devket:{data})."
    )


def _wait_for_database(seconds: float) -> None:
    """Wait for the database, saying once that it does not answer."""
    found = wait_for_database(seconds, tell=lambda line: _say(f"waiting for the database: {line}"))
    if found is None:
        return
    if found.is_lasting:
        _end(WRONG_SETTINGS, found.line)
    _end(DATABASE_AWAY, f"the database did not answer within {seconds:.0f} s: {found.line}")


def _migrate(app: Flask, settings: Settings) -> None:
    folder = str(Path(app.root_path).parent / "migrations")
    try:
        upgrade(directory=folder)
    except (SQLAlchemyError, CommandError, RuntimeError, OSError) as error:
        reason = str(getattr(error, "orig", None) or error).strip().splitlines()[0]
        _end(MIGRATION_FAILED, f"the migration failed, so Devket does not start: {reason}. "
             f"{_back(settings)}")  # fmt: skip


def _back(settings: Settings) -> str:
    copies = sorted(settings.data.glob("*.bak"), key=lambda path: path.stat().st_mtime)
    undone = "Nothing of the step that failed is kept: the release before still runs on it."
    return f"{undone} A copy from before is {copies[-1]}." if copies else undone


def _say(told: str) -> None:
    print(told, file=sys.stderr, flush=True)


def _end(status: int, told: str) -> NoReturn:
    _say(told)
    sys.exit(status)
