"""One id follows a request: from a trusted proxy or made here, on answers, in logs, into jobs."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator

import pytest
from flask import Flask
from werkzeug.test import Client

from devket.core.tracing import is_request_id, request_id, working_for
from devket.jobs import Job
from devket.jobs.registry import JOBS
from devket.web import logs, proxies, requestid
from tests.support.client import AuditingClient
from tests.support.twins import HandQueue

GIVEN = "0123456789abcdef0123456789abcdef"


@pytest.fixture
def told() -> Client:
    """An app behind proxies in 10.0.0.0/8 that answers with the id it works for."""
    app = Flask("told")
    app.add_url_rule("/", view_func=request_id)
    proxies.init_app(app, trusted=("10.0.0.0/8",))
    requestid.init_app(app, trusted=("10.0.0.0/8",))
    return Client(app)


@pytest.mark.parametrize(
    ("peer", "given", "is_taken"),
    [
        ("10.1.2.3", GIVEN, True),
        ("", GIVEN, True),  # a unix socket
        ("192.0.2.1", GIVEN, False),
        ("10.1.2.3", "short", False),
        ("10.1.2.3", "x" * 65, False),
        ("10.1.2.3", 'a"} {"level":"ERROR', False),
    ],
)
def test_only_a_proxy_that_is_trusted_gives_ids(
    told: Client, peer: str, given: str, is_taken: bool
) -> None:
    answer = told.get("/", headers={"X-Request-ID": given}, environ_overrides={"REMOTE_ADDR": peer})
    assert (answer.text == given) is is_taken
    assert is_request_id(answer.text)
    assert answer.headers.getlist("X-Request-ID") == [answer.text]


def test_every_answer_has_an_id_of_its_own(nobody: AuditingClient) -> None:
    paths = ("/healthz", "/no/such", "/static/css/base.css", "/login")
    ids = [nobody.get(path).headers["X-Request-ID"] for path in paths]
    assert len(set(ids)) == len(paths)


def test_a_fault_tells_its_reference_on_the_page_and_in_the_log(
    app: Flask, nobody: AuditingClient, caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    def fail() -> str:
        raise ValueError("broken on purpose")

    monkeypatch.setitem(app.view_functions, "library.index", fail)
    caplog.handler.addFilter(logs.OfRequest())
    monkeypatch.setattr(app, "testing", False)
    answer = nobody.get("/", headers={"Accept-Language": "ko"})
    name = answer.headers["X-Request-ID"]
    assert answer.status_code == 500
    assert f"참조 번호: {name}" in answer.text
    assert [r.__dict__["request_id"] for r in caplog.records if r.exc_info] == [name]


@pytest.fixture
def seen(queue: HandQueue) -> Iterator[list[str]]:
    """The ids that jobs worked for."""
    found: list[str] = []
    JOBS["tests.seen"] = Job("tests.seen", lambda _id: found.append(request_id()), 0, 0)
    yield found
    del JOBS["tests.seen"]


def test_a_job_works_for_the_request_that_asked_for_it(queue: HandQueue, seen: list[str]) -> None:
    with working_for(GIVEN):
        queue.enqueue(JOBS["tests.seen"], 1)
    with working_for(""):
        queue.enqueue(JOBS["tests.seen"], 2)
    queue.run_pending()
    assert seen == [GIVEN, ""]


def test_a_line_for_machines_is_one_object_with_all_there_is() -> None:
    record = logging.LogRecord("a.b", logging.ERROR, __file__, 1, "saved %s\nof", ("7",), None)
    try:
        raise ValueError("two\nlines")
    except ValueError as error:
        record.exc_info = (ValueError, error, error.__traceback__)
    with working_for(GIVEN):
        logs.OfRequest().filter(record)
    line = logs.AsJson().format(record)
    found = json.loads(line)
    assert "\n" not in line
    assert found["time"].endswith("+00:00")
    assert (found["level"], found["logger"], found["message"]) == ("ERROR", "a.b", "saved 7\nof")
    assert found["request_id"] == GIVEN
    assert found["error"].endswith("ValueError: two\nlines")
    assert set(found) == {"time", "level", "logger", "message", "request_id", "error"}
