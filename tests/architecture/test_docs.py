"""The documents are in step: settings, commands, rooms, and words that do not belong."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from devket.app import create_app
from tests.architecture.sources import ROOT, tracked
from tests.support.fixtures import MakeSettings

CONFIGURATION = (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCS = "\n".join(
    path.read_text(encoding="utf-8")
    for path in (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted(ROOT.glob("docs/*.md")))
)
SETTING = re.compile(r"[\"']((?:DEVKET|DB|DATABASE|AWS)_[A-Z0-9_]+)[\"']")
READERS = ("devket/settings/load.py", "deploy/gunicorn.conf.py", "deploy/image/prepare.py")
# Flask's own commands, told by Flask.
FLASKS_OWN = {"routes", "run", "shell", "db"}
TEXTS = (".py", ".md", ".txt", ".toml", ".html", ".css", ".js", ".yaml", ".yml", ".ini", ".po", "")
# Built from pieces, so that this file does not find itself.
NOT_OURS = re.compile(
    "|".join(
        [
            "/" + "work/",
            "/" + "root/",
            "/home/" + r"\w+/",
            "/opt/" + "pypi",
            r"index-" + "url",
            "localhost:" + "3141",
            "files.python" + "hosted",
        ]
    )
)


def settings_read() -> set[str]:
    """Return every name that the settings are read from."""
    text = "\n".join((ROOT / name).read_text(encoding="utf-8") for name in READERS)
    return set(SETTING.findall(text)) - {"DEVKET_BIND"}


def test_every_setting_is_explained() -> None:
    assert [name for name in sorted(settings_read()) if f"`{name}`" not in CONFIGURATION] == []


def test_the_readme_names_every_setting() -> None:
    assert [name for name in sorted(settings_read()) if f"`{name}`" not in README] == []


def test_no_setting_is_explained_that_nobody_reads() -> None:
    told = set(re.findall(r"`((?:DEVKET|DB|DATABASE)_[A-Z0-9_]+)`", CONFIGURATION))
    assert told - settings_read() == set()


def commands(group: click.Group, before: str = "flask") -> Iterator[str]:
    """Yield every command of the shell as it is typed."""
    for name, command in group.commands.items():
        if before == "flask" and name in FLASKS_OWN:
            continue
        if isinstance(command, click.Group):
            yield from commands(command, f"{before} {name}")
        else:
            yield f"{before} {name}"


def test_every_command_is_explained(make_settings: MakeSettings) -> None:
    app = create_app(make_settings())
    told = [name for name in commands(app.cli) if f"`{name}" not in DOCS]
    assert told == []


def test_every_make_target_is_explained() -> None:
    listing = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True)
    targets = re.findall(r"^  (make [a-z-]+)", listing.stdout, re.MULTILINE)
    assert "make run" in targets
    assert [target for target in targets if f"`{target}`" not in DOCS] == []


def test_every_room_is_explained() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    rooms = [path.parent.name for path in ROOT.glob("devket/*/__init__.py")]
    assert [room for room in rooms if f"{room}/" not in text and f"`{room}`" not in text] == []


def test_links_between_documents_lead_somewhere() -> None:
    wrong = []
    for path in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]:
        for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", path.read_text(encoding="utf-8")):
            if "://" not in target and not (path.parent / target).exists():
                wrong.append(f"{path.relative_to(ROOT)}: {target}")
    assert wrong == []


def is_text(path: Path) -> bool:
    """Tell whether a file is one that people read."""
    return path.suffix in TEXTS and "vendor" not in path.parts


def test_no_file_knows_the_machine_it_was_written_on() -> None:
    wrong = [
        f"{path.relative_to(ROOT)}: {found.group()}"
        for path in tracked()
        if is_text(path)
        for found in NOT_OURS.finditer(path.read_text(encoding="utf-8", errors="replace"))
    ]
    assert wrong == []


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_library_has_an_exact_version(name: str) -> None:
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if line and not line.startswith(("#", "-r "))]
    assert [line for line in kept if not re.fullmatch(r"[\w.\[\]-]+==[\w.]+", line)] == []


def test_every_library_tells_why_it_is_there() -> None:
    reasons = (ROOT / "docs" / "adr" / "0002-libraries.md").read_text(encoding="utf-8").lower()
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    names = [line.split("==")[0].lower() for line in lines if "==" in line]
    assert [name for name in names if name not in reasons] == []
