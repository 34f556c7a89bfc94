"""PostgreSQL as in production: TLS and nothing less, tokens for passwords, patience with an end."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import boto3
import pytest
from flask import Flask
from sqlalchemy import text

from devket.app import create_app
from devket.db import Access, db, opener
from devket.jobs import Job, Queue, make_huey
from devket.jobs.registry import JOBS
from devket.storage.rds import RdsTokens
from tests.corpus.server import CorpusServer
from tests.deploy.visitor import Visitor
from tests.support.databases import migrate
from tests.support.fixtures import MakeSettings
from tests.support.processes import (
    ROOT,
    WEB,
    WORKER,
    Installation,
    end,
    kill_group,
    wait_until,
)
from tests.support.tls import Guarded, guarded

PASSWORD = "the servers own secret"


@pytest.fixture(scope="module")
def server() -> Iterator[Guarded]:
    folder = Path(tempfile.mkdtemp(prefix="devket-tls-"))
    folder.chmod(0o755)
    with guarded(folder) as found:
        yield found
    shutil.rmtree(folder)


@pytest.fixture
def place(server: Guarded, tmp_path: Path) -> Installation:
    """An installation that reaches the server as it should."""
    server.set_password(PASSWORD)
    own = {
        "DB_HOST": "localhost",
        "DB_PORT": str(server.port),
        "DB_PASSWORD": PASSWORD,
        "DB_SSLMODE": "verify-full",
        "DB_SSLROOTCERT": str(server.authority),
    }
    return Installation(tmp_path, extra=own)


def test_a_right_connection_is_told_with_its_tls(place: Installation) -> None:
    assert place.flask("db", "upgrade").returncode == 0
    done = place.flask("check")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "answers, with TLS" in done.stdout


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"DB_HOST": "127.0.0.1"}, "the certificate of the server is for another name"),
        ({"DB_SSLROOTCERT": "stranger"}, "DB_SSLROOTCERT: none of its certificates has signed"),
        ({"DB_SSLMODE": "disable"}, "DB_SSLMODE: localhost:{port} takes no connection without"),
        ({"DB_PASSWORD": "wrong"}, "refuses user devket or the password"),
        ({"DB_NAME": "none"}, "there is no database none"),
    ],
)
def test_what_no_waiting_mends_is_told_at_once_in_one_line(
    place: Installation, server: Guarded, changes: dict[str, str], told: str
) -> None:
    if "DB_SSLROOTCERT" in changes:
        changes = {"DB_SSLROOTCERT": str(server.stranger)}
    place.extra |= changes
    begun = time.monotonic()
    done = place.flask("wait", "--seconds", "60")
    assert done.returncode == 1
    assert time.monotonic() - begun < 40
    assert told.format(port=server.port) in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr
    assert PASSWORD not in done.stderr


def test_a_database_that_never_comes_is_given_up_after_the_time(place: Installation) -> None:
    place.extra |= {"DB_PORT": "1"}
    done = place.flask("wait", "--seconds", "1")
    assert done.returncode == 75
    assert "DB_HOST, DB_PORT (or DATABASE_URL): no PostgreSQL answers at localhost:1" in done.stderr


def test_starting_against_a_wrong_password_is_one_plain_line(place: Installation) -> None:
    place.extra |= {"DB_PASSWORD": "wrong"}
    command = [sys.executable, "-m", "deploy.together"]
    ended = subprocess.run(
        command, cwd=ROOT, env=place.environment(), capture_output=True, text=True, check=False
    )
    assert ended.returncode == 1
    assert "DB_USER, DB_PASSWORD (or DATABASE_URL)" in ended.stderr
    assert "Traceback" not in ended.stderr


def make(server: Guarded, make_settings: MakeSettings, **changes: object) -> Flask:
    """Return an app on the server, migrated."""
    config = make_settings(
        server.url(password=PASSWORD.replace(" ", "%20")),
        db_sslmode="verify-full",
        db_sslrootcert=server.authority,
        **changes,
    )
    app = create_app(config)
    migrate(app)
    return app


def test_a_statement_is_ended_after_its_time_and_told_calmly(
    server: Guarded, make_settings: MakeSettings
) -> None:
    server.set_password(PASSWORD)
    app = make(server, make_settings, db_statement_timeout=1)
    app.add_url_rule("/sleep", view_func=lambda: str(db.session.scalar(text("SELECT pg_sleep(9)"))))
    begun = time.monotonic()
    answer = app.test_client().get("/sleep")
    assert answer.status_code == 503
    assert answer.headers["X-Request-ID"] in answer.text
    assert time.monotonic() - begun < 5
    with app.app_context():
        db.engine.dispose()


def test_a_token_of_rds_is_what_boto_would_make_and_opens_the_door(
    server: Guarded, make_settings: MakeSettings
) -> None:
    """The role's password is set to boto3's own token; only ours, made alike, opens the door."""
    keys = {"access_key_id": "AKIDEXAMPLE", "secret_access_key": "s" * 40}
    tokens = RdsTokens(region="eu-west-1", **keys)
    client = boto3.client(
        "rds",
        region_name="eu-west-1",
        aws_access_key_id="AKIDEXAMPLE",
        aws_secret_access_key="s" * 40,
    )
    access = Access(sslrootcert=server.authority, make_password=tokens)
    connect = opener(server.url(), access)

    def is_let_in() -> bool:
        # A token holds the second it was made in: one that was made in the next does not fit.
        theirs = client.generate_db_auth_token("localhost", server.port, "devket")
        server.set_password(theirs)
        if tokens("localhost", server.port, "devket") != theirs:
            return False
        connection = connect()
        is_on_tls = connection.info.ssl_in_use
        connection.close()
        return bool(is_on_tls)

    wait_until(is_let_in, seconds=20, told="no token opened the door")


def test_each_new_connection_has_a_token_of_its_own_the_queue_as_well(
    server: Guarded, tmp_path: Path
) -> None:
    made: list[str] = []

    def password(host: str, port: int, user: str) -> str:
        made.append(f"token {len(made)} for {user} at {host}:{port}")
        server.set_password(made[-1])
        return made[-1]

    access = Access(sslrootcert=server.authority, make_password=password)
    ran: list[int] = []
    job = JOBS.setdefault("tests.tokens", Job("tests.tokens", ran.append, 0, 0))
    for number in (1, 2):
        huey = make_huey("postgres", data=tmp_path, connect=opener(server.url(), access))
        queue = Queue(huey, around=tempfile.TemporaryDirectory)
        queue.enqueue(job, number)
        assert queue.run_pending() == 1
        queue.close()
    del JOBS["tests.tokens"]
    assert ran == [1, 2]
    assert len(set(made)) == len(made) == 2


def test_machines_without_a_role_are_told_so_in_one_line(
    place: Installation, tmp_path: Path
) -> None:
    place.extra |= {"DB_IAM_AUTH": "true", "AWS_EC2_METADATA_DISABLED": "true", "AWS_REGION": "x"}
    place.extra |= {"HOME": str(tmp_path), "AWS_SHARED_CREDENTIALS_FILE": "/dev/null"}
    done = place.flask("wait")
    assert done.returncode == 1
    assert done.stderr.startswith("DB_IAM_AUTH: this machine has no AWS role")


@pytest.mark.timeout(240)
def test_web_and_worker_outlive_an_outage_of_the_database(
    place: Installation, server: Guarded
) -> None:
    place.extra |= {"DEVKET_QUEUE_URL": "postgres", "DEVKET_LOG_FORMAT": "json"}
    with CorpusServer() as site:
        place.fetch_allow = f"127.0.0.1:{site.port}"
        prepared = place.flask("db", "upgrade")
        assert prepared.returncode == 0, prepared.stderr
        name = ("user", "create", "outage@devket.test", "--username", "outage", "--password-stdin")
        assert place.flask(*name, feed="a long enough secret").returncode == 0
        web, worker = place.start(WEB), place.start(WORKER)
        try:
            place.wait_until_ready()
            visitor = Visitor(place.base)
            visitor.log_in("outage", "a long enough secret")
            server.control("stop", "-m", "fast", "-w")
            wait_until(lambda: not place.is_ready(), seconds=20, told="ready without a database")
            time.sleep(4)
            assert visitor.save(site.url("/article/1")) is False
            assert web.poll() is None
            assert worker.poll() is None
            server.control("start", "-w")
            place.wait_until_ready()
            assert visitor.save(site.url("/article/2?bytes=4000"))
            done = "SELECT count(*) FROM saves WHERE state = 'full text'"
            wait_until(lambda: server.run(done) == [(1,)], seconds=90, told=place.told())
        finally:
            end(web)
            end(worker)
            kill_group(web)
            kill_group(worker)
    assert place.told().count("Error reading from queue") <= 4


def test_a_wrong_setting_is_told_by_every_command_without_a_traceback(
    place: Installation,
) -> None:
    place.extra |= {"DEVKET_SIGNUP": "perhaps"}
    done = place.flask("check")
    assert done.returncode == 1
    assert "DEVKET_SIGNUP: Must be one of" in done.stderr
    assert "Traceback" not in done.stderr
