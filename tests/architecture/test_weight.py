"""What a process loads: the engine is for the sandbox's helper, not for the web or the worker."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.architecture.sources import ROOT, sources

_ENGINE = ("engine", "write", "rules", "sites", "shells", "heuristic", "normalise", "finish")
_ROOMS = ("code", "about", "embedded")


def test_neither_the_web_nor_the_worker_loads_the_engine() -> None:
    asked = "import sys, devket.app; print(*sys.modules)"  # all that both of them start with
    done = subprocess.run(
        [sys.executable, "-c", asked],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
        timeout=60,
    )
    loaded = set(done.stdout.split())
    assert "devket.capture.sandbox.parent" in loaded
    assert not loaded & {f"devket.capture.{room}" for room in (*_ENGINE, *_ROOMS)}


def test_boto3_is_loaded_only_where_a_bucket_is_spoken_to(tmp_path: Path) -> None:
    asked = "import sys, deploy.image.serve, devket.wsgi; print(*sys.modules)"
    local = {"DEVKET_DATA": str(tmp_path), "DEVKET_SECRET_KEY": "a key for tests only"}
    kept = {name: value for name, value in os.environ.items() if not name.startswith("DEVKET_")}
    done = subprocess.run(
        [sys.executable, "-c", asked],
        cwd=ROOT,
        env={**kept, **local},
        check=True,
        capture_output=True,
        text=True,
        timeout=60,
    )
    loaded = {name.split(".")[0] for name in done.stdout.split()}
    assert not loaded & {"boto3", "botocore", "s3transfer"}
    assert not loaded & {"redis", "pygments", "peewee"}  # 12 MB that others would take along


def test_only_the_storage_room_knows_boto3() -> None:
    found = [
        source.name
        for source in sources("devket")
        for name, _ in source.imports()
        if name.split(".")[0] in ("boto3", "botocore", "s3transfer")
        and not source.name.startswith("devket/storage/")
    ]
    assert found == []
