"""Counts and logs of several processes: told in one place, in one form."""

from __future__ import annotations

import json
import os
import re
import signal
import urllib.request
from pathlib import Path

import psutil
import pytest

from tests.corpus.server import CorpusServer
from tests.deploy.visitor import Visitor
from tests.support.processes import WEB, WORKER, Installation, end, wait_until

PASSWORD = "a long enough secret"


def metrics(place: Installation) -> str:
    with urllib.request.urlopen(f"{place.base}/metrics", timeout=10) as answer:
        return str(answer.read().decode())


def number(text: str, pattern: str) -> float:
    return sum(float(found) for found in re.findall(rf"^{pattern} (\S+)$", text, re.MULTILINE))


@pytest.mark.timeout(180)
def test_all_processes_count_together_and_log_as_objects(tmp_path: Path) -> None:
    counts = tmp_path / "counts"
    counts.mkdir()
    own = {"PROMETHEUS_MULTIPROC_DIR": str(counts), "DEVKET_LOG_FORMAT": "json"}
    with CorpusServer() as site:
        place = Installation(tmp_path, "", f"127.0.0.1:{site.port}", extra=own)
        assert place.flask("db", "upgrade").returncode == 0
        name = ("user", "create", "ann@devket.test", "--username", "ann", "--password-stdin")
        assert place.flask(*name, feed=PASSWORD).returncode == 0
        web, worker = place.start(WEB), place.start(WORKER)
        try:
            place.wait_until_ready()
            before = number(metrics(place), 'devket_requests_total{endpoint="accounts.login".*}')
            visitor = Visitor(place.base)
            visitor.log_in("ann", PASSWORD)
            assert visitor.save(site.url("/article/1?bytes=4000"))
            captured = r'devket_captures_total{reason="none",state="full text"}'
            wait_until(lambda: number(metrics(place), captured) == 1, seconds=60, told=place.told())
            text = metrics(place)
            assert number(text, 'devket_requests_total{endpoint="accounts.login".*}') - before == 2
            # A killed process takes what it had under way with it.
            for child in psutil.Process(web.pid).children():
                os.kill(child.pid, signal.SIGKILL)
            place.wait_until_ready()
            assert number(metrics(place), "devket_requests_in_progress") == 1
        finally:
            end(web)
            end(worker)
    lines = [line for line in place.log.read_text().splitlines() if line]
    told = [json.loads(line) for line in lines]
    assert any(line["logger"] == "gunicorn.error" for line in told), lines
    saved = [line for line in told if line["message"].startswith("capture of save")]
    assert len(saved[0]["request_id"]) == 32
