"""A container's start: what hinders it is told in one plain line, with an exit code of its own."""

from __future__ import annotations

from pathlib import Path

import psycopg2
import pytest

from tests.support.containers import (
    HELD_TIGHT,
    Relay,
    container,
    docker,
    host_address,
    once,
)
from tests.support.databases import Databases
from tests.support.processes import wait_until

CANNOT_WRITE, DATABASE_AWAY, WRONG_SETTINGS, MIGRATION_FAILED, GAVE_UP = 73, 75, 78, 65, 70


@pytest.mark.parametrize(
    ("setting", "told"),
    [
        ("DEVKET_PROGRAMS=web,wroker", "no program is named wroker"),
        ("DEVKET_SIGNUP=maybe", "DEVKET_SIGNUP"),
        ("DEVKET_MIGRATE=later", "DEVKET_MIGRATE"),
    ],
)
def test_a_wrong_setting_is_told_and_ends_it(image: str, setting: str, told: str) -> None:
    status, said = once(image, options=("-e", setting))
    assert status == WRONG_SETTINGS
    assert told in said
    assert "Traceback" not in said


def test_a_folder_that_cannot_be_written_is_told_with_the_way_out(
    image: str, tmp_path: Path
) -> None:
    tmp_path.chmod(0o755)
    status, said = once(image, options=("-v", f"{tmp_path}:/data"))
    assert status == CANNOT_WRITE
    assert "/data cannot be written by user 10001" in said
    assert "chown 10001:10001" in said
    assert len(said.strip().splitlines()) == 1


def test_it_waits_for_a_database_that_is_not_up_yet(image: str, databases: Databases) -> None:
    url = databases.fresh("postgresql")
    relay = Relay(_port_of(url))
    reached = url.replace(f"127.0.0.1:{_port_of(url)}", f"{host_address(image)}:{relay.port}")
    with container(image, *HELD_TIGHT, "-e", f"DATABASE_URL={reached}") as running:
        wait_until(
            lambda: "waiting for the database" in running.logs(), seconds=30, told=running.name
        )
        relay.start()
        running.wait_until_ready()
        # It goes away while all runs: the container stays, and recovers by itself.
        relay.stop()
        wait_until(lambda: not running.is_answering("/readyz"), seconds=10, told="ready without")
        assert running.is_answering("/healthz")
        relay.start()
        wait_until(lambda: running.is_answering("/readyz"), seconds=20, told=running.logs())
        relay.stop()


def _port_of(url: str) -> int:
    return int(url.rsplit(":", 1)[1].split("/", 1)[0])


def test_a_database_that_never_answers_ends_it(image: str) -> None:
    options = ("-e", "DATABASE_URL=postgresql://a@127.0.0.1:1/b", "-e", "DEVKET_DATABASE_WAIT=1")
    status, said = once(image, options=options)
    assert status == DATABASE_AWAY
    assert "the database did not answer within 1 s" in said


def test_a_failed_migration_keeps_it_from_starting(image: str, databases: Databases) -> None:
    url = databases.fresh("postgresql")
    with psycopg2.connect(url.replace("+psycopg2", "")) as connection:
        connection.cursor().execute("CREATE TABLE users (id integer)")
    connection.close()
    relay = Relay(_port_of(url))
    relay.start()
    reached = url.replace(f"127.0.0.1:{_port_of(url)}", f"{host_address(image)}:{relay.port}")
    status, said = once(image, options=("-e", f"DATABASE_URL={reached}"))
    relay.stop()
    assert status == MIGRATION_FAILED
    assert "the migration failed, so Devket does not start" in said
    assert "Traceback" not in said


def test_a_failed_migration_of_sqlite_leaves_a_copy(image: str) -> None:
    volume = "devket-test-migration"
    options = ("-v", f"{volume}:/data")
    # The second step adds to a table that somebody took away.
    spoil = "sqlite3.connect('/data/devket.db').execute('ALTER TABLE captures RENAME TO gone')"
    try:
        assert once(image, "flask", "db", "upgrade", "0001", options=options)[0] == 0
        assert once(image, "python", "-c", f"import sqlite3; {spoil}", options=options)[0] == 0
        status, said = once(image, options=options)
        assert status == MIGRATION_FAILED, said
        assert "A copy from before is /data/devket.db.0001.bak" in said
    finally:
        docker("volume", "rm", "-f", volume)


def test_it_starts_without_migrating_when_told_so(image: str) -> None:
    with container(image, *HELD_TIGHT, "-e", "DEVKET_MIGRATE=0") as running:
        wait_until(running.is_answering, seconds=30, told=running.name)
        assert "at None" in running.run("flask", "check").stdout


@pytest.mark.parametrize(("programs", "names"), [("web", {"nginx", "gunicorn"}),
                                                 ("worker", {"worker"})])  # fmt: skip
def test_programs_are_switched(image: str, programs: str, names: set[str]) -> None:
    with container(image, *HELD_TIGHT, "-e", f"DEVKET_PROGRAMS={programs}") as running:
        wait_until(
            lambda: running.run("healthcheck").returncode == 0 and "migrated" in running.logs(),
            seconds=30,
            told=running.name,
        )
        wait_until(
            lambda: {n for n in ("nginx", "gunicorn", "worker") if running.processes(n)} == names,
            seconds=10,
            told=running.logs(),
        )


def test_a_program_that_cannot_stay_up_ends_it(image: str, tmp_path: Path) -> None:
    broken = tmp_path / "gunicorn.conf.py"
    broken.write_text("worker_class = 'no such class'\nwsgi_app = 'devket.wsgi:app'\n")
    broken.chmod(0o644)
    place = ("-v", f"{broken}:/app/deploy/gunicorn.conf.py:ro")
    with container(image, *HELD_TIGHT, *place) as running:
        assert running.wait(seconds=40) == GAVE_UP
        assert "gunicorn does not stay up, so all ends" in running.logs()


def test_a_full_disk_is_told_and_got_over(image: str) -> None:
    small = ("--tmpfs", "/data:size=70m,mode=1777")
    with container(image, *HELD_TIGHT, *small) as running:
        running.wait_until_ready()
        running.run("sh", "-c", "cat /dev/zero > /data/fill")
        create = ("flask", "user", "create", "eve@devket.test", "--username", "eve")
        done = running.run(*create, "--password-stdin", feed="correct horse battery")
        assert done.returncode != 0
        assert "full" in done.stderr
        wait_until(lambda: not running.is_answering("/readyz"), seconds=10, told="ready when full")
        assert running.is_answering("/login")
        running.run("rm", "/data/fill")
        done = running.run(*create, "--password-stdin", feed="correct horse battery")
        assert done.returncode == 0, done.stderr
        assert running.is_answering("/readyz")
