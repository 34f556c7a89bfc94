"""Every address of the API, taken from the app itself, with somebody else's ids."""

from __future__ import annotations

from flask import Flask
from sqlalchemy.orm import Session

from devket.core.clock import utcnow
from devket.library.services.tagging import tag_saves
from tests.architecture.test_routes import PROGRAMS_OPEN, rules
from tests.factories.captures import make_version
from tests.factories.library import make_save
from tests.factories.reading import make_highlight
from tests.support.people import Person
from tests.support.wallabag import Program

SENT = {"tags": "x", "text": "x", "archive": 1, "ranges": []}


def test_a_strangers_token_opens_nothing_of_alice(
    app: Flask, alice: Person, strange: Program, session: Session
) -> None:
    save = make_save(session, alice.user_id)
    make_version(session, save, html="<p>Herons wait.</p>", text="Herons wait.")
    note = make_highlight(session, save, "Herons")
    names = ["hers"]
    tag_saves(session, owner_id=alice.user_id, save_ids=[save.id], names=names, clock=utcnow)
    session.commit()
    ids = {"save_id": save.id, "format": "epub"}
    found, asked = {}, 0
    for rule in rules(app):
        is_ours = rule.endpoint.startswith("wallabag.") and rule.endpoint not in PROGRAMS_OPEN
        if not is_ours or not rule.arguments:
            continue
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            place = save.id if method in ("GET", "POST") else note.id
            values = {name: ids.get(name, place) for name in rule.arguments}
            built = rule.build(values)
            assert built is not None
            path = built[1].removeprefix("/wallabag")
            asked += 1
            answer = strange.ask(method, path, json=SENT)
            if (answer.status_code, answer.mimetype) != (404, "application/json"):
                found[(method, path)] = answer.status
    assert found == {}
    assert asked > 20
    session.expire_all()
    assert (save.is_archived, note.note, note.deleted_at, save.deleted_at) == (
        False,
        "",
        None,
        None,
    )
