"""Every address with an id: a stranger's token meets nothing, none at all meets the door."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from devket.core.clock import utcnow
from devket.library.models import Capture
from devket.library.services.tagging import tag_saves
from devket.reading.models import Highlight
from devket.search.models import SavedSearch
from devket.social.models import Visibility
from devket.transfer.models import Import, ImportState
from tests.factories.library import make_save
from tests.factories.social import make_comment, make_post, make_story
from tests.factories.webhooks import make_delivery, make_webhook
from tests.support.people import Person
from tests.web.api.asking import Program

# What a stranger's program would send to be let in as far as the row.
BODIES: dict[str, dict[str, Any]] = {
    "rename_tag": {"name": "mine"},
    "add_highlight": {"quote": "words"},
    "add_comment": {"text": "Hello"},
    "change_comment": {"text": "Hello"},
    "retry_import": {"what": "rows"},
}
ABSENT = dict.fromkeys(
    (
        *("save_id", "highlight_id", "search_id", "version", "post_id", "comment_id", "story_id"),
        "import_id",
        *("webhook_id", "delivery_id"),
    ),
    4321,
)


@pytest.fixture
def of_alice(alice: Person, session: Session) -> dict[str, object]:
    """One of everything that is hers alone, by its name in addresses."""
    save = make_save(session, alice.user_id)
    capture = Capture(save_id=save.id, version=1, captured_at=save.saved_at, state=save.state)
    highlight = Highlight(owner_id=alice.user_id, save_id=save.id, quote="words")
    search = SavedSearch(owner_id=alice.user_id, name="Herons", query="heron")
    post = make_post(session, alice.user_id, text="Mine", visibility=Visibility.ONLY_ME)
    brought = Import(owner_id=alice.user_id, state=ImportState.READY, total=0)
    session.add_all([capture, highlight, search, brought])
    comment = make_comment(session, post, alice.user_id, text="Mine")
    story = make_story(session, alice.user_id, text="Mine", uploaded_at=None)
    tag_saves(session, owner_id=alice.user_id, save_ids=[save.id], names=["hers"], clock=utcnow)
    hook = make_webhook(session, alice.user_id)
    sent = make_delivery(session, hook)
    session.commit()
    return {
        "save_id": save.id, "highlight_id": highlight.id, "search_id": search.id, "version": 1,
        "post_id": post.id, "comment_id": comment.id, "story_id": story.id, "name": "hers",
        "import_id": brought.id,
        "webhook_id": hook.id, "delivery_id": sent.id,
    }  # fmt: skip


def visits(app: Flask, values: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Yield endpoint, method and path of each address of one person's own."""
    for rule in app.url_map.iter_rules():
        if not rule.endpoint.startswith("api.") or not rule.arguments - {"handle"}:
            continue
        built = rule.build({name: values[name] for name in rule.arguments})
        assert built is not None
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            yield rule.endpoint.removeprefix("api."), method, built[1]


@pytest.mark.parametrize("is_there", [True, False])
def test_a_stranger_meets_nothing(
    app: Flask, carols: Program, of_alice: dict[str, object], is_there: bool
) -> None:
    values = of_alice if is_there else {**ABSENT, "name": "nothing"}
    words, wrong = set(), []
    for endpoint, method, path in visits(app, values):
        sent = {"json": BODIES.get(endpoint, {})} if method in ("POST", "PATCH") else {}
        answer = carols.ask(method, path, **sent)
        words.add(answer.text)
        if answer.status_code != 404:
            wrong.append(f"{method} {path}: {answer.status_code} {answer.text}")
    assert not wrong, "\n" + "\n".join(wrong)
    assert len(words) == 1


def test_without_a_token_nothing_is_there(
    app: Flask, alice: Person, of_alice: dict[str, object]
) -> None:
    for _, method, path in visits(app, of_alice):
        assert alice.client.open(path, method=method).status_code == 401, (method, path)


@pytest.mark.parametrize("number", ["0", "-1", "99999999999999999999", "1e3", "%00", "٣"])
def test_a_number_that_no_row_has_is_not_found(app: Flask, hers: Program, number: str) -> None:
    for endpoint, method, path in visits(app, {**ABSENT, "name": "nothing"}):
        if "4321" in path:
            sent = {"json": BODIES.get(endpoint, {})} if method in ("POST", "PATCH") else {}
            answer = hers.ask(method, path.replace("4321", number), **sent)
            assert answer.status_code == 404, (method, path, answer.text)
