"""Saved searches below their pages: both forms of each policy agree, suggestions stay one's own."""

from __future__ import annotations

from itertools import product

from sqlalchemy import select
from sqlalchemy.orm import Session

from devket.core.clock import utcnow
from devket.search import policies
from devket.search.models import SavedSearch
from devket.search.queries.completing import sites_like, tags_like
from tests.factories.accounts import make_user
from tests.factories.library import make_save


def test_both_forms_of_each_policy_agree(session: Session) -> None:
    owner, other = make_user(session), make_user(session)
    for whose, deleted_at in product((owner, other), (None, utcnow())):
        session.add(SavedSearch(owner_id=whose.id, name="n", query="q", deleted_at=deleted_at))
    session.flush()
    everything = session.scalars(select(SavedSearch)).all()
    for viewer_id in (owner.id, other.id, None):
        for can, which in (
            (policies.can_read, policies.readable_by),
            (policies.can_restore, policies.restorable_by),
        ):
            asked = set(session.scalars(select(SavedSearch.id).where(which(viewer_id))))
            assert asked == {search.id for search in everything if can(search, viewer_id)}


def test_a_site_is_offered_only_while_a_save_of_it_is_there(session: Session) -> None:
    owner, other = make_user(session), make_user(session)
    make_save(session, owner.id, site="a.example")
    make_save(session, owner.id, site="")
    make_save(session, owner.id, site="b.example", deleted_at=utcnow())
    make_save(session, owner.id, site="é.example", is_archived=True)
    make_save(session, other.id, site="c.example")
    assert sites_like(session, owner.id, "", most=8) == ["a.example", "é.example"]
    assert sites_like(session, owner.id, "é", most=8) == ["é.example"]
    assert sites_like(session, owner.id, "", most=1) == ["a.example"]
    assert tags_like(session, owner.id, "", most=8) == []
