"""Clients of linkding, unmodified, at a running Devket."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from devket.accounts.models import Kind
from devket.accounts.queries import by_handle
from devket.accounts.services import credentials
from devket.core.clock import utcnow
from devket.db import transaction
from tests.support.environments import environment
from tests.support.linkding import strict
from tests.support.processes import Installation, running

PASSWORD = "a long quiet river"
LIBRARY = """
import asyncio, json, sys
from aiolinkding import async_get_client
from aiolinkding.errors import InvalidTokenError, RequestError

async def journey(url, token):
    client = await async_get_client(url, token)
    made = await client.bookmarks.async_create(
        "https://blog.example/herons", title="Herons", notes="Mine.", tag_names=["birds", "water"])
    id_ = made["id"]
    told = {"made": made, "one": await client.bookmarks.async_get_single(id_)}
    told["changed"] = await client.bookmarks.async_update(id_, title="Grey herons", unread=True)
    told["found"] = await client.bookmarks.async_get_all(query="#birds grey", limit=5)
    told["none"] = await client.bookmarks.async_get_all(query="nothing of the sort")
    await client.bookmarks.async_archive(id_)
    told["archived"] = await client.bookmarks.async_get_archived()
    await client.bookmarks.async_unarchive(id_)
    told["tags"] = await client.tags.async_get_all()
    told["tag"] = await client.tags.async_get_single(told["tags"]["results"][0]["id"])
    told["profile"] = await client.user.async_get_profile()
    try:  # it sends another name than the server knows, to linkding as well
        await client.tags.async_create("new")
    except RequestError as error:
        told["refused"] = str(error)
    await client.bookmarks.async_delete(id_)
    told["left"] = (await client.bookmarks.async_get_all())["count"]
    try:
        stranger = await async_get_client(url, "nonsense")
        await stranger.bookmarks.async_get_all()
    except InvalidTokenError as error:
        told["stranger"] = str(error)
    print(json.dumps(told))

asyncio.run(journey(*sys.argv[1:]))
"""


class Place(NamedTuple):
    """Where a client asks, and what it shows."""

    base: str
    token: str


@pytest.fixture(scope="module")
def programs() -> Path:
    """Return the folder of the clients, installed."""
    return environment("linkding") / "bin"


@pytest.fixture(scope="module")
def place(programs: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """Start a Devket in which alice has a token."""
    devket = Installation(tmp_path_factory.mktemp("devket"))
    create = ("user", "create", "alice@example.org", "--username", "alice", "--password-stdin")
    for done in (devket.flask("db", "upgrade"), devket.flask(*create, feed=PASSWORD)):
        assert done.returncode == 0, done.stderr
    app = devket.app()
    with app.app_context(), transaction() as session:
        alice = by_handle(session, "alice")
        assert alice is not None
        token = credentials.issue(session, alice.id, Kind.LINKDING, clock=utcnow).secret
    with running(devket):
        devket.wait_until_ready()
        yield Place(f"{devket.base}/linkding", token)


def run(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_aiolinkding_makes_its_way(programs: Path, place: Place) -> None:
    told = json.loads(run(str(programs / "python"), "-c", LIBRARY, *place))
    made = strict(told["made"])
    assert (made["title"], made["notes"], made["tag_names"]) == (
        "Herons", "Mine.", ["birds", "water"],
    )  # fmt: skip
    assert strict(told["one"]) == made
    assert (told["changed"]["title"], told["changed"]["unread"]) == ("Grey herons", True)
    assert [one["id"] for one in told["found"]["results"]] == [made["id"]]
    assert told["none"]["count"] == 0
    assert [one["is_archived"] for one in told["archived"]["results"]] == [True]
    assert [one["name"] for one in told["tags"]["results"]] == ["birds", "water"]
    assert told["tag"] == told["tags"]["results"][0]
    assert told["profile"]["enable_sharing"] is False
    assert "name" in told["refused"]
    assert told["left"] == 0
    assert told["stranger"] == "Invalid API token"


def test_linkding_cli_makes_its_way(programs: Path, place: Place) -> None:
    def cli(*words: str) -> Any:
        said = run(str(programs / "linkding"), "-u", place.base, "-t", place.token, *words)
        return json.loads(said) if said.startswith("{") else said.strip()

    made = strict(
        cli("bookmarks", "create", "https://blog.example/otters", "-t", "Otters", "--tags", "a,b")
    )
    number = str(made["id"])
    assert made["tag_names"] == ["a", "b"]
    assert cli("bookmarks", "get", number)["title"] == "Otters"
    assert cli("bookmarks", "update", number, "-n", "By the river.")["notes"] == "By the river."
    assert [one["id"] for one in cli("bookmarks", "all", "-q", "otters")["results"]] == [made["id"]]
    assert cli("bookmarks", "archive", number) == f"Bookmark {number} archived."
    assert cli("bookmarks", "all", "-a")["count"] == 1
    cli("bookmarks", "unarchive", number)
    assert {"a", "b"} <= {one["name"] for one in cli("tags", "all")["results"]}
    assert cli("user", "profile")["tag_search"] == "lax"
    cli("bookmarks", "delete", number)
    assert cli("bookmarks", "all")["count"] == 0
