"""schemathesis over the whole description: whatever is sent, no fault, and answers as described.

A few examples of each operation, so that it takes a minute at most; on SQLite alone, for the
statements are the same.
"""

from __future__ import annotations

from typing import Any

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from sqlalchemy.orm import Session

from devket.accounts.models import Kind
from devket.accounts.services.rates import Rates
from devket.accounts.views.programs import RATES
from devket.core.clock import utcnow
from devket.library.models import Capture
from devket.library.services.tagging import tag_saves
from devket.reading.models import Highlight
from devket.search.models import SavedSearch
from devket.transfer.models import Import, ImportState
from tests.factories.library import make_save
from tests.factories.social import make_comment, make_post, make_story
from tests.factories.webhooks import make_delivery, make_webhook
from tests.support.databases import SQLITE
from tests.support.people import Person
from tests.web.api.asking import Program

EXAMPLES = 10
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
BOUNDED = settings(
    max_examples=EXAMPLES,
    deadline=None,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(params=[SQLITE])
def database_kind(request: pytest.FixtureRequest) -> str:
    """One kind is enough here."""
    return str(request.param)


@pytest.fixture
def hers_alone(alice: Person, session: Session) -> dict[str, Any]:
    """One of everything, by its name in addresses."""
    save = make_save(session, alice.user_id)
    capture = Capture(save_id=save.id, version=1, captured_at=save.saved_at, state=save.state)
    highlight = Highlight(owner_id=alice.user_id, save_id=save.id, quote="words")
    search = SavedSearch(owner_id=alice.user_id, name="Herons", query="heron")
    post = make_post(session, alice.user_id, text="Herons")
    brought = Import(owner_id=alice.user_id, state=ImportState.READY, total=0)
    session.add_all([capture, highlight, search, brought])
    comment = make_comment(session, post, alice.user_id, text="Where?")
    story = make_story(session, alice.user_id, text="Fog", uploaded_at=utcnow())
    tag_saves(session, owner_id=alice.user_id, save_ids=[save.id], names=["birds"], clock=utcnow)
    hook = make_webhook(session, alice.user_id)
    sent = make_delivery(session, hook)
    session.commit()
    return {
        "save_id": save.id, "highlight_id": highlight.id, "search_id": search.id, "version": 1,
        "post_id": post.id, "comment_id": comment.id, "story_id": story.id, "name": "birds",
        "handle": "alice", "import_id": brought.id,
        "webhook_id": hook.id, "delivery_id": sent.id,
    }  # fmt: skip


def operations(app: Flask) -> list[Any]:
    """Return what is described, what deletes last."""
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app)
    found: list[Any] = [result.ok() for result in schema.get_all_operations()]  # type: ignore[union-attr]  # an error has none and fails the test
    return sorted(found, key=lambda one: one.method.upper() == "DELETE")


def test_whatever_is_sent_is_answered_as_described(
    app: Flask, hers: Program, hers_alone: dict[str, Any]
) -> None:
    app.extensions[RATES], before = Rates(dict.fromkeys(Kind, 10**9)), app.extensions[RATES]
    headers = {"Authorization": f"Bearer {hers.token}"}
    asked = 0
    for operation in operations(app):

        @BOUNDED
        @given(case=operation.as_strategy(), is_real=st.booleans())
        def ask(case: Any, is_real: bool) -> None:
            nonlocal asked
            if is_real:
                known = case.path_parameters or {}
                case.path_parameters = {name: hers_alone.get(name, known[name]) for name in known}
            response = case.call(headers=headers)
            case.validate_response(response, checks=CHECKS, headers=headers)
            asked += 1

        ask()
    app.extensions[RATES] = before
    assert asked > 300
