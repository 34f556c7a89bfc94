"""Files no row names go after a day; what is named, young, or put again at that moment stays."""

from __future__ import annotations

import os
import threading
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import Result

from devket.core.clock import utcnow
from devket.db import transaction
from devket.storage import Blobs, LocalBlobs
from devket.upkeep import sweeping
from devket.upkeep.sweeping import sweep
from tests.factories.accounts import make_user
from tests.factories.library import make_save
from tests.integration.upkeep.conftest import Devket, NewDevket, enrich
from tests.support.databases import KINDS, SQLITE
from tests.support.fixtures import MakeSettings

LATER = timedelta(hours=25)


def tomorrow() -> datetime:
    """A clock that is a day ahead, so that all there is is old."""
    return utcnow() + LATER


def keys(blobs: Blobs) -> set[str]:
    found = blobs.keys()
    return {file.key for file in found}


def age(blobs: Blobs, key: str) -> None:
    """Make a local file two days old."""
    assert isinstance(blobs, LocalBlobs)
    path = blobs.path(key)
    assert path is not None
    then = (datetime.now(UTC) - timedelta(days=2)).timestamp()
    os.utime(path, (then, then))


def name(here: Devket, key: str) -> None:
    """Commit a row that names the file."""
    with here.app.app_context(), transaction() as session:
        make_save(session, make_user(session).id, thumb_key=key)


@pytest.mark.parametrize("kind", KINDS)
def test_what_rows_name_stays_and_the_rest_goes(new_devket: NewDevket, kind: str) -> None:
    here = new_devket(kind)
    named = set(enrich(here)) & keys(here.blobs)
    waste = [here.blobs.put(f"waste {n}".encode(), "image/png") for n in range(700)]
    told = sweep(here.engine, here.blobs, clock=tomorrow, is_rehearsal=True)
    assert (told.files, keys(here.blobs) - named) == (700, set(waste))
    swept = sweep(here.engine, here.blobs, clock=tomorrow)
    assert (swept, keys(here.blobs)) == (told, named)
    assert sweep(here.engine, here.blobs, clock=tomorrow).files == 0


def test_a_young_file_is_spared_since_its_row_may_be_on_its_way(new_devket: NewDevket) -> None:
    here = new_devket(SQLITE)
    key = here.blobs.put(b"young", "image/png")
    assert sweep(here.engine, here.blobs, clock=utcnow).files == 0
    age(here.blobs, key)
    assert sweep(here.engine, here.blobs, clock=utcnow).files == 1


def test_a_file_that_is_put_again_is_young_again(new_devket: NewDevket) -> None:
    here = new_devket(SQLITE)
    key = here.blobs.put(b"again", "image/png")
    age(here.blobs, key)
    here.blobs.put(b"again", "image/png")
    assert sweep(here.engine, here.blobs, clock=utcnow).files == 0


class PutMeanwhile(LocalBlobs):
    """A store in which something happens between the listing and the deletion of a file."""

    def delete_older(self, key: str, than: datetime) -> bool:
        self.put(b"again", "image/png")
        return super().delete_older(key, than)


def test_a_file_that_is_put_again_during_the_sweep_stays(new_devket: NewDevket) -> None:
    here = new_devket(SQLITE)
    assert isinstance(here.blobs, LocalBlobs)
    key = here.blobs.put(b"again", "image/png")
    age(here.blobs, key)
    assert sweep(here.engine, PutMeanwhile(here.blobs.root), clock=utcnow).files == 0
    assert here.blobs.stat(key) is not None


class NamedMeanwhile(LocalBlobs):
    """A store whose file is named by a row while it is being listed."""

    here: Devket

    def keys(self):  # type: ignore[no-untyped-def]  # as in the class above it
        found = super().keys()
        for file in found:
            yield file
        name(self.here, file.key)


def test_a_row_that_comes_during_the_sweep_is_seen(new_devket: NewDevket) -> None:
    here = new_devket(SQLITE)
    assert isinstance(here.blobs, LocalBlobs)
    key = here.blobs.put(b"once more", "image/png")
    age(here.blobs, key)
    store = NamedMeanwhile(here.blobs.root)
    store.here = here
    assert sweep(here.engine, store, clock=utcnow).files == 0
    assert here.blobs.stat(key) is not None


def test_puts_and_deletions_at_once_never_lose_what_was_put(new_devket: NewDevket) -> None:
    blobs = new_devket(SQLITE).blobs
    lost, is_over = [], threading.Event()

    def delete() -> None:
        while not is_over.is_set():
            blobs.delete_older(key, utcnow() - timedelta(hours=24))

    key = blobs.put(b"contested", "image/png")
    thread = threading.Thread(target=delete)
    thread.start()
    try:
        for _ in range(1500):
            if blobs.stat(key) is not None:
                age(blobs, key)
            blobs.put(b"contested", "image/png")
            lost += [1] if blobs.stat(key) is None else []
    except FileNotFoundError:  # it was deleted while it was being aged, as it may
        pass
    finally:
        is_over.set()
        thread.join()
    assert lost == []


def run(here: Devket, *arguments: str) -> Result:
    done: Result = here.app.test_cli_runner().invoke(args=list(arguments))
    return done


def test_the_shell_tells_what_it_would_delete_and_then_deletes(new_devket: NewDevket) -> None:
    here = new_devket(SQLITE)
    age(here.blobs, here.blobs.put(b"waste", "image/png"))
    assert "1 files of 0.0 MB would be deleted" in run(here, "media", "sweep", "--dry-run").output
    assert "1 files of 0.0 MB deleted" in run(here, "media", "sweep").output
    assert keys(here.blobs) == set()


def test_more_files_than_one_look_takes_are_swept(
    new_devket: NewDevket, monkeypatch: pytest.MonkeyPatch, make_settings: MakeSettings
) -> None:
    monkeypatch.setattr(sweeping, "AT_ONCE", 3)
    here = new_devket(SQLITE)
    for number in range(10):
        here.blobs.put(f"{number}".encode(), "image/png")
    assert sweep(here.engine, here.blobs, clock=tomorrow).files == 10
