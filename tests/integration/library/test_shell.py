"""`flask save`, `flask reread` and `flask check`, as an operator types them."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from devket.capture.model import State
from devket.library.models import Capture, Save
from tests.support.people import Person
from tests.support.twins import HandClock, HandQueue, Pages

URL = "https://blog.example/from-the-shell"
PAGE = (
    "<html lang=en><title>From a file</title><article><h1>From a file</h1>"
    + "<p>A sentence that came from a file, with a comma, and enough words to count.</p>" * 8
    + "</article></html>"
)


def run(app: Flask, session: Session, *arguments: str) -> Result:
    """Run a command as the shell would."""
    session.commit()
    result: Result = app.test_cli_runner().invoke(args=list(arguments))
    session.expire_all()
    return result


def test_an_address_is_kept_and_sent_to_the_worker(
    app: Flask, session: Session, alice: Person, queue: HandQueue
) -> None:
    done = run(app, session, "save", URL, "--user", alice.email)
    assert done.exit_code == 0, done.output
    assert "pending" in done.output
    assert session.scalars(select(Save.given_url)).one() == URL
    assert queue.huey.pending_count() == 1


def test_waiting_tells_what_came_of_it(
    app: Flask, session: Session, alice: Person, pages: Pages
) -> None:
    pages[URL] = PAGE
    done = run(app, session, "save", URL, "--user", alice.email, "--wait")
    assert "full text" in done.output and "From a file" in done.output


def test_a_page_from_a_file_takes_the_same_way(
    app: Flask, session: Session, alice: Person, pages: Pages, tmp_path: Path
) -> None:
    (tmp_path / "page.html").write_text(PAGE)
    done = run(
        app, session, "save", URL, "--user", alice.email, "--html", str(tmp_path / "page.html")
    )
    assert "full text" in done.output
    kept = session.scalars(select(Save)).one()
    assert (kept.title, kept.state, kept.capture_due_at) == ("From a file", State.FULL_TEXT, None)
    assert URL not in pages.asked


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("save", "ftp://x.example/", "--user", "alice@example.org"), "http or https"),
        (("save", URL, "--user", "who@example.org"), "No account has"),
        (("save", URL, "--user", "alice@example.org", "--html", "/no/such/file"), "does not exist"),
    ],
)
def test_mistakes_are_told_in_a_sentence(
    app: Flask, session: Session, alice: Person, arguments: tuple[str, ...], told: str
) -> None:
    done = run(app, session, *arguments)
    assert done.exit_code != 0
    assert told in done.output
    assert "Traceback" not in done.output


def test_kept_pages_are_read_again_without_asking_their_sites(
    app: Flask, session: Session, alice: Person, bob: Person, pages: Pages, clock: HandClock
) -> None:
    pages[URL] = PAGE
    for person in (alice, bob):
        clock.advance(minutes=1)  # the second asks when it is the host's turn
        run(app, session, "save", URL, "--user", person.email, "--wait")
    session.execute(update(Capture).values(engine=1, title="As an old engine read it"))
    asked = len(pages.asked)
    done = run(app, session, "reread", "--user", alice.email)
    assert done.exit_code == 0, done.output
    assert "Reading 1 pages" in done.output
    titles = dict(session.execute(select(Save.owner_id, Capture.title).join(Save.capture)).all())
    assert titles == {alice.user_id: "From a file", bob.user_id: "As an old engine read it"}
    for arguments in (("--rule", "no-such-rule"), ("--engine-below", "1"), ("--user", alice.email)):
        assert "Reading 0 pages" in run(app, session, "reread", *arguments).output
    assert "Reading 1 pages" in run(app, session, "reread", "--limit", "1").output
    assert len(pages.asked) == asked


def test_the_check_says_that_all_is_well(app: Flask, session: Session) -> None:
    done = run(app, session, "check")
    assert done.exit_code == 0, done.output
    told = [line.split()[:2] for line in done.output.splitlines()]
    names = ("settings", "database", "migrations", "queue", "storage", "files", "static")
    assert told == [["ok", name] for name in names]
