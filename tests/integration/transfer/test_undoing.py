"""Taking an import back: all as it was, but for what a person has changed since."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from devket.core.errors import ConflictError
from devket.library import services
from devket.library.models import Save, Tag
from devket.reading.models import Highlight
from devket.reading.services import marking
from devket.transfer.models import Import, ImportState
from devket.transfer.services import importing
from tests.factories.library import make_save
from tests.factories.lines import lines, page
from tests.integration.transfer.conftest import BringIn, run
from tests.integration.transfer.test_importing import snapshot, true_counts
from tests.support.people import Person
from tests.support.twins import HandClock


def undo(session: Session, found: Import, clock: HandClock) -> None:
    importing.start_undoing(session, owner_id=found.owner_id, import_id=found.id, clock=clock)
    run(session, found)


def test_all_is_as_it_was(
    session: Session, alice: Person, bring_in: BringIn, clock: HandClock
) -> None:
    mine = make_save(session, alice.user_id, given_url="https://host1.example/posts/1")
    other = make_save(session, alice.user_id, given_url="https://host2.example/posts/2", title="")
    services.write_note(session, viewer_id=alice.user_id, save_id=mine.id, text="Mine.")
    services.set_archived(session, viewer_id=alice.user_id, save_id=other.id, to=True)
    session.commit()
    before = snapshot(session, alice.user_id)
    found = bring_in(
        lines(
            page(1, tags=["a", "b"], is_archived=True, note="Theirs."),
            page(2, is_favorite=True, quotes=[{"text": "Marked."}]),
            *(page(n, tags=["c"], folder=["Deep", "Down"], note="x") for n in range(3, 640)),
            page(1, tags=["d"], quotes=[{"text": "Also marked."}]),
            page(5, tags=["e"], is_archived=True, quotes=[{"text": "And this."}], is_update=True),
        )
    )
    assert found.new_count == 637 and snapshot(session, alice.user_id) != before
    undo(session, found, clock)
    assert found.state is ImportState.UNDONE and found.preview["left"] == 0
    assert snapshot(session, alice.user_id) == before
    true_counts(session, alice.user_id)
    assert session.scalar(select(func.count(Tag.id))) == 0


def test_what_was_changed_since_stays(
    session: Session, alice: Person, bring_in: BringIn, clock: HandClock
) -> None:
    mine = make_save(session, alice.user_id, given_url="https://host1.example/posts/1")
    session.commit()
    found = bring_in(
        lines(
            page(1, is_archived=True, tags=["a"]),
            page(2),
            page(3, quotes=[{"text": "Marked."}]),
            page(4),
        )
    )
    kept = {save.given_url[-1]: save.id for save in session.scalars(select(Save))}
    services.set_archived(session, viewer_id=alice.user_id, save_id=mine.id, to=False)
    services.set_favorite(session, viewer_id=alice.user_id, save_id=kept["2"], to=True)
    highlight_id = session.scalars(select(Highlight.id)).one()
    marking.change_highlight(
        session, viewer_id=alice.user_id, highlight_id=highlight_id, note="My own thought."
    )
    undo(session, found, clock)
    standing = select(Save.id).where(Save.deleted_at.is_(None))
    assert set(session.scalars(standing)) == {mine.id, kept["2"], kept["3"]}
    assert found.preview["left"] == 3
    assert not session.get_one(Save, mine.id).is_archived
    true_counts(session, alice.user_id)


def test_after_an_undo_the_file_comes_in_again(
    session: Session, alice: Person, bring_in: BringIn, clock: HandClock
) -> None:
    data = lines(*(page(n, tags=["a"], quotes=[{"text": "Marked."}]) for n in range(20)))
    first = bring_in(data)
    whole = snapshot(session, alice.user_id)
    undo(session, first, clock)
    again = bring_in(data)
    assert again.new_count == 20
    assert snapshot(session, alice.user_id)[0] == whole[0]
    true_counts(session, alice.user_id)
    undo(session, again, clock)
    assert session.scalar(select(func.count(Save.id)).where(Save.deleted_at.is_(None))) == 0
    true_counts(session, alice.user_id)


def test_an_import_is_taken_back_once(
    session: Session, alice: Person, bring_in: BringIn, clock: HandClock
) -> None:
    found = bring_in(lines(page(1)))
    undo(session, found, clock)
    with pytest.raises(ConflictError):
        importing.start_undoing(session, owner_id=found.owner_id, import_id=found.id, clock=clock)
