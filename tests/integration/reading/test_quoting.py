"""Highlights of which only the quote is known, and what moves the time of a save's last change."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from devket.core.clock import utcnow
from devket.core.errors import InvalidError, NotFoundError
from devket.library.models import Save
from devket.library.services import finish_images, write_note
from devket.reading.models import QUOTE_LENGTH, Color, HighlightPlace
from devket.reading.services.folding import Ground
from devket.reading.services.marking import change_highlight, delete_highlight, restore_highlight
from devket.reading.services.quoting import add_quote, place_of_quote
from tests.factories.accounts import make_user
from tests.factories.captures import make_version
from tests.factories.library import make_save

HTML = "<p>One heron waits.</p><pre><code>one heron\nwaits</code></pre>"


@pytest.fixture
def save(session: Session) -> Save:
    save = make_save(session, make_user(session).id)
    make_version(session, save, html=HTML, text="One heron waits.")
    return save


@pytest.mark.parametrize(
    ("quote", "near", "place"),
    [
        ("heron waits", None, (4, 15)),
        ("heron  WAITS", 30, (20, 31)),
        ("“heron”", None, None),
        ("", None, None),
        (" \n", None, None),
    ],
)
def test_a_quote_is_found_where_it_stands(
    quote: str, near: int | None, place: tuple[int, int] | None
) -> None:
    assert place_of_quote(Ground("One heron waits.one heron waits"), quote, near=near) == place


def test_a_quote_is_marked_and_counted(session: Session, save: Save) -> None:
    made = add_quote(
        session, viewer_id=save.owner_id, save_id=save.id, quote="heron waits.", clock=utcnow
    )
    assert (made.quote, made.is_detached, made.is_code) == ("heron waits.", False, False)
    assert save.highlight_count == 1
    code = add_quote(
        session,
        viewer_id=save.owner_id,
        save_id=save.id,
        quote="heron waits",
        near=25,
        clock=utcnow,
    )
    assert code.is_code and code.quote == "heron\nwaits"
    assert len(session.scalars(select(HighlightPlace)).all()) == 2


def test_what_is_too_long_or_not_ones_own_is_refused(session: Session, save: Save) -> None:
    with pytest.raises(InvalidError):
        add_quote(
            session,
            viewer_id=save.owner_id,
            save_id=save.id,
            quote="x" * (QUOTE_LENGTH + 1),
            clock=utcnow,
        )
    with pytest.raises(NotFoundError):
        add_quote(
            session, viewer_id=save.owner_id + 1, save_id=save.id, quote="heron", clock=utcnow
        )


def test_every_change_that_shows_moves_the_time_of_a_save(session: Session, save: Save) -> None:
    owner_id = save.owner_id
    made = add_quote(session, viewer_id=owner_id, save_id=save.id, quote="heron", clock=utcnow)
    write_note(session, viewer_id=owner_id, save_id=save.id, text="first")
    ids: dict[str, Any] = {"viewer_id": owner_id, "highlight_id": made.id}
    acts: dict[str, Callable[[], object]] = {
        "colour": lambda: change_highlight(session, **ids, color=Color.BLUE),
        "remark": lambda: change_highlight(session, **ids, note="so"),
        "deleted": lambda: delete_highlight(session, **ids, clock=utcnow),
        "restored": lambda: restore_highlight(session, **ids),
        "note": lambda: write_note(session, viewer_id=owner_id, save_id=save.id, text="second"),
        "pictures": lambda: finish_images(
            session,
            capture_id=save.capture_id or 0,
            content_html=None,
            images=(),
            lead=None,
            clock=utcnow,
        ),
    }
    for name, act in acts.items():
        long_ago = save.updated_at = utcnow() - timedelta(days=1)
        session.flush()
        act()
        session.flush()
        session.refresh(save)
        assert save.updated_at > long_ago + timedelta(hours=1), name
