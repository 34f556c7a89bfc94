"""The compose file for development, really run: your source, reloaded, on PostgreSQL."""

from __future__ import annotations

import os
import shutil
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support import containers
from tests.support.processes import ROOT, free_port, wait_until
from tests.support.tools import shared_tool

pytestmark = pytest.mark.timeout(600)
POSTGRES = "localhost/devket-tests-postgres:17"
PROJECT = "devket-dev-tests"
# The containers here have no name server: addresses and names are fixed instead.
NAMED = """
services:
  app: {extra_hosts: ["db:172.30.82.10"]}
  worker: {extra_hosts: ["db:172.30.82.10"]}
  db: {networks: {default: {ipv4_address: 172.30.82.10}}}
networks:
  default: {ipam: {config: [{subnet: 172.30.82.0/24}]}}
"""


class Development:
    """A copy of the source, in which `docker compose` is at work."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, free_port()
        (folder / "bin").mkdir()
        (folder / "bin" / "docker").symlink_to(shared_tool("podman-here.sh"))
        for name in ("devket", "migrations"):
            shutil.copytree(ROOT / name, folder / name)
        shutil.copy(ROOT / "compose.yaml", folder)
        (folder / "named.yaml").write_text(NAMED)

    def compose(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run `docker compose` there."""
        env = {
            **os.environ,
            "PATH": f"{self.folder / 'bin'}:{os.environ['PATH']}",
            "POSTGRES_IMAGE": POSTGRES,
            "DEVKET_PORT": str(self.port),
        }
        files = [
            word
            for name in ("compose.yaml", "named.yaml")
            for word in ("-f", f"{self.folder}/{name}")
        ]
        return subprocess.run(
            ["docker", "compose", "-p", PROJECT, *files, *words],
            cwd=self.folder, env=env, capture_output=True, text=True, check=False, timeout=180,
        )  # fmt: skip

    def page(self, path: str) -> str:
        """Return a page, or nothing while it does not answer."""
        try:
            address = f"http://127.0.0.1:{self.port}{path}"
            with urllib.request.urlopen(address, timeout=20) as answer:
                return str(answer.read().decode())
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            return ""


@pytest.fixture
def development(image: str, tmp_path: Path) -> Iterator[Development]:
    """It is up; gone afterwards with its volumes."""
    made = containers.docker(
        "build", "-q", "-t", POSTGRES, str(ROOT / "tests/deploy/postgres"), seconds=300
    )
    assert made.returncode == 0, made.stderr
    containers.docker("tag", image, "localhost/devket:dev")
    tmp_path.chmod(0o755)
    running = Development(tmp_path)
    up = running.compose("up", "-d", "--no-build")
    try:
        assert up.returncode == 0, up.stdout + up.stderr
        yield running
    finally:
        running.compose("down", "-v", "-t", "3")


def test_an_edited_template_shows_without_a_build(development: Development) -> None:
    def told() -> str:
        return development.compose("logs", "--tail", "30").stdout

    wait_until(lambda: '"ok"' in development.page("/readyz"), seconds=120, told="never ready")
    assert "PostgreSQL" in development.compose("exec", "db", "psql", "--version").stdout
    assert "just edited" not in development.page("/login")
    template = next(development.folder.glob("devket/accounts/templates/**/login.html"))
    text = template.read_text(encoding="utf-8")
    template.write_text(text.replace("</form>", "</form><p>just edited</p>", 1), encoding="utf-8")
    wait_until(lambda: "just edited" in development.page("/login"), seconds=30, told=told())
    names = development.compose("ps", "--format", "{{.Names}}").stdout
    assert "worker" in names, names
