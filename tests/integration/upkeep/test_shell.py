"""`flask backup` and `flask restore` as an operator types them, in processes of their own."""

from __future__ import annotations

import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.integration.upkeep.conftest import Devket, enrich
from tests.support.processes import ROOT, Installation

TOLD = re.compile(r"^Error: .+$", re.MULTILINE)


@pytest.fixture
def full(tmp_path: Path) -> Installation:
    """An installation with a library."""
    made = Installation(tmp_path / "full")
    (tmp_path / "full" / "data").mkdir(parents=True)
    assert made.flask("db", "upgrade").returncode == 0
    enrich(Devket(made.app()), saves=3)
    return made


@pytest.fixture
def bare(tmp_path: Path) -> Installation:
    """An installation on nothing at all."""
    (tmp_path / "bare").mkdir()
    return Installation(tmp_path / "bare")


def error_of(done: subprocess.CompletedProcess[str]) -> str:
    """Return the one line of a failed command."""
    assert done.returncode != 0, done.stdout
    assert "Traceback" not in done.stderr
    (told,) = TOLD.findall(done.stderr)
    return str(told)


@pytest.mark.parametrize("name", ["devket.tar", "devket.tar.gz"])
def test_a_backup_becomes_another_devket(
    full: Installation, bare: Installation, tmp_path: Path, name: str
) -> None:
    file = tmp_path / name
    done = full.flask("backup", str(file))
    assert done.returncode == 0, done.stderr
    assert "1 people, 4 saves, 5 files" in done.stderr
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert (file.read_bytes()[:2] == b"\x1f\x8b") is name.endswith(".gz")
    done = bare.flask("restore", str(file))
    assert done.returncode == 0, done.stderr
    assert Devket(bare.app()).rows() == Devket(full.app()).rows()


def test_a_backup_goes_through_a_pipe(full: Installation, bare: Installation) -> None:
    flask = [sys.executable, "-m", "flask"]
    with subprocess.Popen(
        [*flask, "backup", "-"],
        cwd=ROOT,
        env=full.environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as backup:
        restored = subprocess.run(
            [*flask, "restore", "-"],
            cwd=ROOT,
            env=bare.environment(),
            stdin=backup.stdout,
            capture_output=True,
            check=False,
        )
    assert (backup.returncode, restored.returncode) == (0, 0), restored.stderr
    assert Devket(bare.app()).rows() == Devket(full.app()).rows()


def test_a_file_that_is_there_is_not_written_over_unasked(
    full: Installation, tmp_path: Path
) -> None:
    file = tmp_path / "devket.tar"
    file.write_text("mine")
    assert "--force" in error_of(full.flask("backup", str(file)))
    assert file.read_text() == "mine"
    assert full.flask("backup", "--force", str(file)).returncode == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["devket.tar", "full"]


def test_replacing_people_is_asked_for(full: Installation, tmp_path: Path) -> None:
    file = str(tmp_path / "devket.tar")
    assert full.flask("backup", file).returncode == 0
    assert "--replace" in error_of(full.flask("restore", file))
    assert full.flask("restore", file, "--replace", feed="n\n").returncode == 1
    assert full.flask("restore", file, "--replace", feed="y\n").returncode == 0
    assert full.flask("restore", file, "--replace", "--yes").returncode == 0


def test_what_is_in_the_way_is_told_in_one_line(
    full: Installation, bare: Installation, tmp_path: Path
) -> None:
    (tmp_path / "short").write_bytes(b"backup.json")
    assert "flask db upgrade" in error_of(bare.flask("backup", str(tmp_path / "x")))
    assert "is no folder" in error_of(full.flask("backup", str(tmp_path / "no" / "x")))
    assert "No such file" in error_of(full.flask("restore", str(tmp_path / "no"), "--replace",
                                                 "--yes"))  # fmt: skip
    assert "cut short" in error_of(bare.flask("restore", str(tmp_path / "short")))
    assert "--yes" in error_of(full.flask("restore", "-", "--replace"))


def test_a_full_disk_is_told_in_one_line(full: Installation) -> None:
    with Path("/dev/full").open("wb") as disk:
        done = subprocess.run(
            [sys.executable, "-m", "flask", "backup", "-"], cwd=ROOT, env=full.environment(),
            stdout=disk, stderr=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
    assert "no space left" in error_of(done)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_told(full: Installation, tmp_path: Path) -> None:
    (tmp_path / "shut").mkdir(mode=0o500)
    assert "cannot be read or written" in error_of(full.flask("backup", f"{tmp_path}/shut/x"))
