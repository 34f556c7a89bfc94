"""Clients of wallabag from the package index, unmodified, against a running Devket."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from devket.compat.wallabag.services import clients
from devket.compat.wallabag.services.clients import Client
from devket.core.clock import utcnow
from devket.db import db, transaction
from devket.library.models import Save
from devket.reading.services.quoting import add_quote
from tests.support.client import AuditingClient
from tests.support.environments import environment, run_in
from tests.support.people import PASSWORD, person
from tests.support.processes import Installation, end, free_port, running, wait_until

pytestmark = pytest.mark.timeout(900)  # the package index may be slow
_COLOURS = re.compile(r"\x1b\[[0-9;?]*[a-zA-Z]")
_SET_UP = """
import sys
from wallabag.config import Configs, Options, Sections
path, base, client, secret, password = sys.argv[1:]
config = Configs(path)
config.set(Sections.API, Options.SERVERURL, base)
config.set(Sections.API, Options.USERNAME, "alice")
config.set(Sections.API, Options.PASSWORD, password)
config.set(Sections.OAUTH2, Options.CLIENT, client)
config.set(Sections.OAUTH2, Options.SECRET, secret)
config.save(path)
"""
_JOURNEY = """
import sys
from wallabag import Wallabag
base, client, secret, password, url = sys.argv[1:]
bag = Wallabag(base, "alice", password, client, secret)
made = bag.save_entry(url, title="Given", tags=["one", "two"], starred=True)
assert made.is_starred is True and made.tags_list == ["one", "two"], made.as_dict()
made.add_tags("three")
bag.edit_entry(made.entry_id, archive=True, starred=False, title="Mine")
made.refresh()
assert (made.title, made.is_archived, made.is_starred) == ("Mine", True, False), made.as_dict()
assert made.tags_list == ["one", "three", "two"], made.tags_list
listed = bag.get_entries(archive=True, tags=["three"], sort="updated", order="asc", since=1)
assert [one.entry_id for one in listed] == [made.entry_id], listed
unread = [one.entry_id for one in bag.get_entries(archive=False)]
assert listed[0].content is None and made.entry_id not in unread
bag.exists(hashed_urls=["%040x" % n for n in range(100)], return_id=True)
made.delete()
assert made.entry_id not in [one.entry_id for one in bag.get_entries()]
print("done")
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve two articles on loopback; yield where."""
    folder, port = tmp_path_factory.mktemp("site"), free_port()
    for name in ("heron", "crane"):
        lines = "".join(f"<p>The {name} waits in line {n} of this article.</p>" for n in range(40))
        page = f"<!doctype html><title>A {name}</title><article><h1>A {name}</h1>{lines}</article>"
        (folder / f"{name}.html").write_text(page, encoding="utf-8")
    command = ["-m", "http.server", str(port), "--bind", "127.0.0.1", "--directory", str(folder)]
    process = subprocess.Popen(
        [sys.executable, *command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    yield f"http://127.0.0.1:{port}"
    end(process)


@pytest.fixture(scope="module")
def devket(site: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    place = Installation(
        tmp_path_factory.mktemp("devket"), fetch_allow=site.removeprefix("http://")
    )
    with running(place):
        place.wait_until_ready()
        yield place


@pytest.fixture(scope="module")
def keys(devket: Installation) -> Client:
    """Make alice's account and the keys of her client."""
    app = devket.app()
    alice = person(app, "alice", AuditingClient(app, settle=lambda: None))
    with app.app_context(), transaction() as session:
        return clients.make(session, alice.user_id, "A client", clock=utcnow)


@pytest.fixture
def wallabag(devket: Installation, keys: Client, tmp_path: Path) -> Callable[..., str]:
    """Run the command `wallabag`, set up with these keys: `wallabag("list")`."""
    folder, config = environment("wallabag-client"), str(tmp_path / "config.ini")
    base = f"{devket.base}/wallabag"
    set_up = (config, base, keys.client_id, keys.secret, PASSWORD)
    run_in(folder, "python", "-c", _SET_UP, *set_up, home=tmp_path)

    def run(*arguments: str) -> str:
        # Without its spinner it would start one at each question, and never end.
        command = ("wallabag", "--config", config, *arguments)
        return _COLOURS.sub("", run_in(folder, *command, feed="y\n", home=tmp_path))

    return run


def test_the_command_of_wallabag_client_goes_all_the_way(
    wallabag: Callable[..., str], devket: Installation, site: str, tmp_path: Path
) -> None:
    assert "suitable" in wallabag("config", "--check")
    url = f"{site}/heron.html"
    added = wallabag("add", "--tags", "birds,slow", url)
    number = re.findall(r"(\d+)\. ", added)[0]
    wait_until(lambda: "A heron" in wallabag("list"), seconds=60, told=devket.told())
    assert "already saved" in wallabag("add", url)
    assert f"/view/{number}" in wallabag("add", "--return-url", url)
    assert "line 39" in wallabag("show", "--no-color", number)
    wallabag("update", "--title", "Renamed", "--starred", number)
    assert "Renamed" in wallabag("list", "--starred", "--tags", "birds")
    wallabag("tags", "--command", "add", "--entry-id", number, "--tags", "wet")
    assert "wet" in wallabag("tags")
    wallabag("tags", "--command", "remove", "--entry-id", number, "--tags", "slow")
    assert "slow" not in wallabag("tags", "--entry-id", number)
    for form in ("epub", "json", "txt", "csv", "xml"):
        wallabag("export", "--format", form, "--output", str(tmp_path), number)
    assert zipfile.is_zipfile(next(tmp_path.glob("*.epub")))
    assert json.loads(next(tmp_path.glob("*.json")).read_text("utf-8"))[0]["title"] == "Renamed"
    note = mark(devket, int(number))
    assert "heron waits" in wallabag("anno", "--entry-id", number)
    wallabag("anno", "--command", "remove", "--anno-id", str(note))
    assert "heron waits" not in wallabag("anno", "--entry-id", number)
    wallabag("read", number)
    assert "Renamed" not in wallabag("list", "--unread")
    assert "Renamed" in wallabag("list", "--read")
    wallabag("delete", "--force", number)
    assert "Renamed" not in wallabag("list", "--all")


def mark(devket: Installation, save_id: int) -> int:
    """Mark some words, as this client can only list and remove marks."""
    app = devket.app()
    with app.app_context():
        owner_id = db.session.get_one(Save, save_id).owner_id
        db.session.rollback()
        with transaction() as session:
            made = add_quote(
                session,
                viewer_id=owner_id,
                save_id=save_id,
                quote="heron waits in line 7",
                note="So still",
                clock=utcnow,
            )
            return made.id


def test_py_wallabag_goes_all_the_way(
    devket: Installation, keys: Client, site: str, tmp_path: Path
) -> None:
    base = f"{devket.base}/wallabag"
    journey = (base, keys.client_id, keys.secret, PASSWORD, f"{site}/crane.html")
    folder = environment("py-wallabag")
    assert "done" in run_in(folder, "python", "-c", _JOURNEY, *journey, home=tmp_path)
