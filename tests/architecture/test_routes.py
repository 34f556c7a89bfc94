"""Addresses: changed only on purpose, and closed to those whose they are not."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from devket.accounts.models import Credential, Kind, UserSession
from devket.accounts.services import credentials
from devket.compat.wallabag.services import clients
from devket.core.clock import utcnow
from devket.library.models import Capture, CaptureImage
from devket.library.services.tagging import tag_saves
from devket.reading.models import Highlight
from devket.search.models import SavedSearch
from devket.transfer.models import Export, ExportState
from devket.web.parts import Parts, parts
from tests.architecture.sources import ROOT
from tests.factories.library import make_save
from tests.factories.webhooks import make_delivery, make_webhook
from tests.support.client import AuditingClient
from tests.support.people import Person

LOCKED = Path(__file__).with_name("routes.txt")
# What anybody may open: everything else sends a stranger to the login page.
OPEN_TO_ALL = {
    "accounts.confirm_email",
    "accounts.login",
    "accounts.reset",
    "accounts.reset_request",
    "accounts.signup",
    "admin.static",
    "health.healthz",
    "health.readyz",
    "library.index",
    "metrics.metrics",
    "offline.icon",
    "offline.manifest",
    "offline.page",
    "offline.worker",
    "reference.page",
    "social.comment_page",
    "social.atom",
    "social.explore",
    "social.hashtag",
    "social.highlights",
    "social.picture",
    "social.post",
    "social.post_history",
    "social.post_address",
    "social.profile",
    "social.profile_picture",
    "social.quote_card",
    "social.story",
    "social.shelf",
    "social.shelves",
    "wallabag_pages.home",
    "wallabag_pages.login",
    "wallabag_pages.login_check",
}
# What is shared is meant for others: who may is the matter of tests/web/social/test_visibility.py.
SHARED = "social."
# Doors for programs know nobody by a cookie; each has a test of strangers of its own, with tokens.
PROGRAMS = ("api.", "atom.", "linkding.", "opds.", "wallabag.")
# What programs may ask without a token; what opens a feed is a secret in its address.
PROGRAMS_OPEN: frozenset[str] = frozenset(
    {
        "api.openapi",
        "atom.feed",
        "atom.picture",
        "linkding.bookmarked",
        "linkding.found",
        "linkding.health",
        "linkding.home",
        "linkding.integrations",
        "wallabag.info",
        "wallabag.picture",
        "wallabag.register",
        "wallabag.token",
        "wallabag.version",
    }
)
# One value for each name of an id in an address, under which there is nothing.
ABSENT: Mapping[str, object] = {
    "save_id": 4321,
    "import_id": 4321,
    "highlight_id": 4321,
    "feed_id": 4321,
    "search_id": 4321,
    "session_id": 4321,
    "credential_id": 4321,
    "tag_id": 4321,
    "asset_id": 4321,
    "version": 4321,
    "key": "a" * 64,
    "user_id": 4321,
    "act": "freeze",
    "name": "nothing/4321",
    "undo_id": 4321,
    "handle": "nobody_4321",
    "post_id": 4321,
    "picture_id": 4321,
    "comment_id": 4321,
    "story_id": 4321,
    "report_id": 4321,
    "position": 4321,
    "tag": "nothing/4321",
    "word": "nothing-4321",
    "client_id": 4321,
    "export_id": 4321,
    "webhook_id": 4321,
    "delivery_id": 4321,
}


class Visit(NamedTuple):
    """One way to knock at an address."""

    endpoint: str
    method: str
    path: str

    def by(self, client: AuditingClient) -> TestResponse:
        """Knock."""
        return client.get(self.path) if self.method == "GET" else client.post(self.path)

    def at(self, path: str) -> Visit:
        """Return the same visit to another path."""
        return self._replace(path=path)


def rules(app: Flask) -> list[Rule]:
    """Return the app's addresses in the order of their paths."""
    return sorted(app.url_map.iter_rules(), key=lambda rule: (rule.rule, rule.endpoint))


def told(rule: Rule) -> str:
    """Return an address as the locked file writes it."""
    methods = ",".join(sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}))
    return f"{methods} {rule.rule} {rule.endpoint}"


def test_addresses_change_only_on_purpose(app: Flask) -> None:
    """Others keep links and scripts: after a wanted change write the new list into the file."""
    now = [told(rule) for rule in rules(app)]
    assert now == LOCKED.read_text(encoding="utf-8").splitlines(), (
        f"addresses changed; when that is wanted, {LOCKED.relative_to(ROOT)} is to read\n"
        + "\n".join(now)
    )


def visits(app: Flask, values: Mapping[str, object], *, with_id: bool) -> list[Visit]:
    """Return every address that is not open to all, with these values where ids belong."""
    found = []
    for rule in rules(app):
        is_ours = rule.endpoint not in OPEN_TO_ALL and not rule.endpoint.startswith(PROGRAMS)
        if bool(rule.arguments) is with_id and is_ours:
            missing = rule.arguments - values.keys()
            assert not missing, f"say in this file what {missing} of {rule.rule} may be"
            built = rule.build({name: values[name] for name in rule.arguments})
            assert built is not None
            methods = sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
            found += [Visit(rule.endpoint, method, built[1]) for method in methods]
    return found


def private(app: Flask, values: Mapping[str, object]) -> list[Visit]:
    """Return every address with an id that is one person's own."""
    own = [rule.endpoint for rule in rules(app) if not rule.endpoint.startswith(SHARED)]
    named = {**dict.fromkeys(ABSENT, 4321), **values}
    return [visit for visit in visits(app, named, with_id=True) if visit.endpoint in own]


def everything(app: Flask) -> list[Visit]:
    """Return every address that is not open to all."""
    return [*visits(app, ABSENT, with_id=True), *visits(app, ABSENT, with_id=False)]


@pytest.fixture
def of_alice(app: Flask, alice: Person, session: Session) -> dict[str, object]:
    """Return ids of what alice has, one for each name of an id."""
    save = make_save(session, alice.user_id)
    own_session = session.scalars(select(UserSession.id).filter_by(user_id=alice.user_id)).one()
    capture = Capture(save_id=save.id, version=1, captured_at=save.saved_at, state=save.state)
    session.add(capture)
    session.flush()
    key = _parts_of(app).blobs.put(b"a picture", "image/png")
    session.add(
        CaptureImage(
            capture_id=capture.id, position=0, source="https://a.example/x.png", blob_key=key
        )
    )
    save.capture_id = capture.id
    highlight = Highlight(owner_id=alice.user_id, save_id=save.id, quote="words")
    session.add(highlight)
    search = SavedSearch(owner_id=alice.user_id, name="Herons", query="heron")
    session.add(search)
    feed = Credential(user_id=alice.user_id, kind=Kind.FEED, secret_hash="a", created_at=utcnow())
    export = Export(owner_id=alice.user_id, format="csv", state=ExportState.DONE, file_key=key)
    session.add_all([feed, export])
    session.commit()
    own = {"save_id": save.id, "session_id": own_session, "user_id": alice.user_id}
    own |= {"highlight_id": highlight.id, "feed_id": feed.id, "export_id": export.id}
    token = credentials.issue(session, alice.user_id, Kind.API, clock=utcnow)
    own["credential_id"] = token.row.id
    hers: dict[str, Any] = {"owner_id": alice.user_id, "names": ["hers/alone"], "clock": utcnow}
    tagged = tag_saves(session, save_ids=[save.id], **hers)
    session.commit()
    own["client_id"] = clients.make(session, alice.user_id, "Her app", clock=utcnow).number
    session.commit()
    hook = make_webhook(session, alice.user_id)
    own |= {"webhook_id": hook.id, "delivery_id": make_delivery(session, hook).id}
    session.commit()
    tags = {"name": "hers/alone", "undo_id": tagged.undo_id}
    return {**own, **tags, "version": 1, "key": key, "act": "freeze", "search_id": search.id}


def test_nobody_is_sent_to_the_login_page_from_everywhere(
    app: Flask, nobody: AuditingClient
) -> None:
    def is_sent_away(visit: Visit) -> bool:
        answer = visit.by(nobody)
        to_login = answer.status_code == 302 and answer.location.startswith("/login")
        return to_login or answer.status_code == 401

    assert [visit for visit in everything(app) if not is_sent_away(visit)] == []


def test_every_change_needs_the_token_of_the_form(app: Flask, alice: Person) -> None:
    changes = [visit for visit in everything(app) if visit.method != "GET"]
    refused = {v: alice.client.post_without_csrf(v.path).status_code for v in changes}
    assert {visit: status for visit, status in refused.items() if status != 400} == {}


def test_carol_meets_nothing_of_alice(
    app: Flask, carol: Person, of_alice: dict[str, object]
) -> None:
    found = {v: v.by(carol.client).status_code for v in private(app, of_alice)}
    assert {visit: status for visit, status in found.items() if status != 404} == {}


def test_nobody_meets_nothing_of_alice(
    app: Flask, nobody: AuditingClient, of_alice: dict[str, object]
) -> None:
    found = {v: v.by(nobody).status_code for v in private(app, of_alice)}
    assert {visit: status for visit, status in found.items() if status not in (302, 401)} == {}


def test_what_is_not_there_and_what_is_not_yours_look_alike(
    app: Flask, carol: Person, of_alice: dict[str, object]
) -> None:
    for values in (of_alice, ABSENT):
        words = {v.by(carol.client).text for v in private(app, values)}
        assert len({_without_nonce(text) for text in words}) == 1


@pytest.mark.parametrize("number", ["0", "-1", "99999999999999999999", "1e3", "%00", "٣"])
def test_a_number_that_no_row_has_is_not_found(app: Flask, alice: Person, number: str) -> None:
    mark = str(ABSENT["save_id"])
    asked = [v for v in visits(app, ABSENT, with_id=True) if mark in v.path]
    found = {v: v.at(v.path.replace(mark, number)).by(alice.client).status_code for v in asked}
    assert {visit: status for visit, status in found.items() if status != 404} == {}


def test_a_cookie_opens_no_door_for_programs(app: Flask, alice: Person) -> None:
    """Else a page of another origin could have a browser act for whoever is signed in there."""
    found = {}
    for rule in rules(app):
        if rule.endpoint.startswith(PROGRAMS) and rule.endpoint not in PROGRAMS_OPEN:
            built = rule.build({name: ABSENT.get(name, 4321) for name in rule.arguments})
            assert built is not None
            for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
                answer = alice.client.open(built[1], method=method)
                found[(method, rule.rule)] = answer.status_code
    assert {asked: status for asked, status in found.items() if status != 401} == {}


def _parts_of(app: Flask) -> Parts:
    with app.app_context():
        return parts()


def _without_nonce(page: str) -> str:
    """Return the page without what differs from one request to the next."""
    return re.sub(r'(csrf_token" value=|nonce=)"[^"]*"|name="next"[^>]*', "", page)
