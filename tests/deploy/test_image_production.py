"""The image as it runs in production: PostgreSQL over verified TLS, all files on S3."""

from __future__ import annotations

import re
import shutil
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from devket.storage import Bucket
from tests.support import s3
from tests.support.containers import HELD_TIGHT, Container, Relay, container, host_address
from tests.support.folder import run_folder
from tests.support.tls import NAME, guarded

PASSWORD = "only between the two of them"
PAGE = f"""<!doctype html><html lang="en"><title>Kept in a bucket</title><article><h1>Kept</h1>
{"<p>Enough words for an article, said again and again until it is long enough for one.</p>" * 20}
</article></html>"""


@contextmanager
def reached_by(*relays: Relay) -> Iterator[None]:
    """Let containers reach what listens on this machine alone."""
    for relay in relays:
        relay.start()
    try:
        yield
    finally:
        for relay in relays:
            relay.stop()


def settings(server: s3.Server, bucket: Bucket, endpoint: str, database: Relay) -> dict[str, str]:
    """Return all that an operator sets, and nothing else."""
    return {
        "DB_HOST": NAME,
        "DB_PORT": str(database.port),
        "DB_NAME": "devket",
        "DB_USER": "devket",
        "DB_PASSWORD_FILE": "/run/secrets/password",
        "DB_SSLMODE": "verify-full",
        "DB_SSLROOTCERT": "/run/secrets/authority.pem",
        "DEVKET_QUEUE_URL": "postgres",
        "DEVKET_MEDIA": "s3",
        "DEVKET_STATIC": "s3",
        "DEVKET_S3_BUCKET": bucket.place.name,
        "DEVKET_S3_REGION": "us-east-1",
        "DEVKET_S3_ENDPOINT_URL": endpoint,
        "AWS_ACCESS_KEY_ID": server.access_key_id,
        "AWS_SECRET_ACCESS_KEY": server.secret_access_key,
    }


def secrets_of(authority: Path) -> Path:
    """Return a folder of secrets that the container's user can read."""
    folder = run_folder() / "secrets"
    folder.mkdir()
    shutil.copy(authority, folder / "authority.pem")
    (folder / "password").write_text(PASSWORD, encoding="ascii")
    for path in (folder, *folder.iterdir()):
        path.chmod(0o755)
    return folder


def test_nothing_but_settings_make_it_a_production(image: str) -> None:
    folder = run_folder() / "production"  # PostgreSQL runs as another user
    folder.mkdir(mode=0o755)
    server = s3.server(run_folder())
    bucket = server.fresh()
    s3_port = int(server.endpoint_url.rsplit(":", 1)[1])
    host = host_address(image)
    with guarded(folder) as database:
        database.set_password(PASSWORD)
        relays = Relay(s3_port), Relay(database.port)
        endpoint = f"http://{host}:{relays[0].port}"
        told = settings(server, bucket, endpoint, relays[1])
        options = [word for pair in told.items() for word in ("-e", "=".join(pair))]
        options += ["-v", f"{secrets_of(database.authority)}:/run/secrets:ro"]
        options += ["--add-host", f"{NAME}:{host}"]
        with reached_by(*relays), container(image, *HELD_TIGHT, *options) as running:
            running.wait_until_ready()
            check_parts(running, bucket)
            check_static(running, bucket, endpoint)
            check_media(running, bucket)
    server.drop(bucket)


def check_parts(running: Container, bucket: Bucket) -> None:
    """Every part is well, and says what it is."""
    done = running.run("flask", "check")
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.search(r"database +PostgreSQL \S+ .*answers, with TLS", done.stdout), done.stdout
    assert f"the bucket {bucket.place.name} answers" in done.stdout


def check_static(running: Container, bucket: Bucket, endpoint: str) -> None:
    """What pages name is in the bucket once it was collected there."""
    done = running.run("flask", "static", "collect", "--to", "s3")
    assert done.returncode == 0, done.stdout + done.stderr
    with urllib.request.urlopen(running.base + "/login", timeout=20) as answer:
        page = answer.read().decode()
    named = re.findall(rf"{re.escape(endpoint)}/{bucket.place.name}/(static/[^\"]+)", page)
    there = {found.key for found in bucket.list("static/")}
    assert len(named) >= 5, page
    assert set(named) <= there


def check_media(running: Container, bucket: Bucket) -> None:
    """A page is kept in the bucket as it came, and nothing on the container's disk."""
    create = ("flask", "user", "create", "ann@devket.test", "--username", "ann", "--password-stdin")
    assert running.run(*create, feed=PASSWORD).returncode == 0
    running.run("sh", "-c", "cat >/tmp/page.html", feed=PAGE)
    save = ("flask", "save", "https://devket.test/kept", "--user", "ann@devket.test")
    done = running.run(*save, "--html", "/tmp/page.html", "--wait")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "full text" in done.stdout, done.stdout
    assert len(list(bucket.list("media/"))) == 1
    assert running.run("ls", "/data/media").returncode != 0
