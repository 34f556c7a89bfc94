"""Highlights in the database: made, changed, counted, and moved along from version to version."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from devket.core.clock import utcnow
from devket.core.errors import ConflictError, InvalidError, NotFoundError
from devket.library import queries as library
from devket.library import services as library_services
from devket.library.models import Save
from devket.library.services.changing import take_changed
from devket.reading import queries
from devket.reading.models import MOST_OF_A_SAVE, QUOTE_LENGTH, Color, Highlight, HighlightPlace
from devket.reading.services import marking
from devket.reading.services.anchors import Anchor
from devket.reading.services.marking import Wanted
from tests.factories.captures import make_version
from tests.factories.library import make_save
from tests.factories.reading import make_highlight
from tests.support.people import Person

FIRST = "The keeper of the light writes down each ship that passes, and the hour at which it does."
SECOND = "In winter there are nights without a single one, and still the lamp is lit at dusk."
HTML = f"<p>{FIRST}</p>\n<p>{SECOND}</p>"
CHANGED = f"<p>News first, which nobody asked for.</p>\n<p>{FIRST}</p>\n<p>{SECOND}</p>"
WITHOUT = f"<p>{SECOND}</p>\n<p>The rest was taken away by those who wrote it.</p>"


@pytest.fixture
def save(session: Session, alice: Person) -> Save:
    save = make_save(session, alice.user_id)
    make_version(session, save, 1, html=HTML)
    session.commit()
    return save


def where(session: Session, highlight: Highlight) -> dict[int, str | None]:
    """Return by version what a highlight's place there says, None where it has none."""
    found: dict[int, str | None] = {}
    for capture in library.versions_of(session, session.get_one(Save, highlight.save_id)):
        place = session.get(HighlightPlace, (highlight.id, capture.id))
        if place is not None:
            found[capture.version] = None if place.start is None else f"{place.start}-{place.end}"
    return found


def is_lost(session: Session, highlight: Highlight) -> bool:
    """Tell whether the version that is shown lacks it."""
    session.flush()
    session.refresh(highlight)
    return highlight.is_detached


def count(session: Session, save: Save) -> tuple[int, int]:
    counts = library.counts_of(session, save.owner_id)
    session.refresh(counts)
    session.refresh(save)
    return save.highlight_count, counts.highlights


def test_it_is_counted_and_told_to_the_index(session: Session, save: Save) -> None:
    take_changed(session)
    one = make_highlight(session, save, "each ship that passes", color=Color.BLUE, note=" Why? ")
    assert (one.quote, one.note, one.color) == ("each ship that passes", "Why?", Color.BLUE)
    assert one.prefix.endswith("writes down ") and one.suffix.startswith(", and the hour")
    assert count(session, save) == (1, 1) and save.id in take_changed(session)
    marking.delete_highlight(session, viewer_id=save.owner_id, highlight_id=one.id, clock=utcnow)
    assert count(session, save) == (0, 0) and save.id in take_changed(session)
    with pytest.raises(ConflictError):
        marking.delete_highlight(
            session, viewer_id=save.owner_id, highlight_id=one.id, clock=utcnow
        )
    with pytest.raises(ConflictError):
        marking.change_highlight(
            session, viewer_id=save.owner_id, highlight_id=one.id, color=Color.PINK
        )
    for _ in range(2):  # the second undo finds it done
        marking.restore_highlight(session, viewer_id=save.owner_id, highlight_id=one.id)
        assert count(session, save) == (1, 1)


def test_the_same_place_twice_is_one_highlight(session: Session, save: Save) -> None:
    first = make_highlight(session, save, "the lamp is lit", note="Mine")
    again = make_highlight(session, save, "the lamp is lit", color=Color.GREEN)
    assert again.id == first.id and again.color is Color.GREEN and again.note == "Mine"
    assert count(session, save) == (1, 1)


def test_the_text_says_what_is_quoted(session: Session, save: Save) -> None:
    def add(start: int, end: int, quote: str, prefix: str = "", suffix: str = "") -> Highlight:
        wanted = Wanted(1, start, end, Anchor(quote, prefix, suffix))
        return marking.add_highlight(
            session, viewer_id=save.owner_id, save_id=save.id, wanted=wanted, clock=utcnow
        )

    moved = add(900, 921, "each ship that passes", "light writes down ", ", and the hour at which")
    assert moved.quote == "each ship that passes", "it is found where it is"
    assert add(3, 14, " keeper of ").quote == "keeper of", "without the white space around it"
    for start, end, quote in ((0, 4, "Other words"), (-5, 2, "x"), (5, 5, "y"), (9, 10**9, "z")):
        with pytest.raises(ConflictError):
            add(start, end, quote)
    with pytest.raises(InvalidError):
        add(3, 4, " \n ")
    assert add(0, len(FIRST) + 1 + len(SECOND), f"{FIRST}\n{SECOND}").quote.endswith("dusk.")


def test_bounds_are_told(session: Session, alice: Person, save: Save) -> None:
    long = make_save(session, alice.user_id)
    make_version(session, long, html=f"<p>{'word ' * QUOTE_LENGTH}</p>")
    with pytest.raises(InvalidError, match="smaller part"):
        make_highlight(session, long, ("word " * 4_100).strip())
    save.highlight_count = MOST_OF_A_SAVE
    session.flush()
    with pytest.raises(InvalidError, match="make room"):
        make_highlight(session, save, "the lamp")


def test_a_new_version_moves_them_along(session: Session, save: Save) -> None:
    one = make_highlight(session, save, "each ship that passes")
    other = make_highlight(session, save, "the lamp is lit at dusk")
    make_version(session, save, 2, html=CHANGED)
    assert set(where(session, one)) == {1, 2} and not is_lost(session, one)
    second = make_version(session, save, 3, html=WITHOUT)
    assert where(session, one)[3] is None and is_lost(session, one)
    assert where(session, other)[3] and not is_lost(session, other)
    placed = queries.in_version(session, save, second)
    assert [row.highlight.id for row in placed] == [other.id, one.id], "lost ones stand last"
    shares = queries.placed_in_versions(session, save)
    assert (shares[second.id].found, shares[second.id].lost) == (1, [one.quote])
    make_version(session, save, 4, html=CHANGED)
    assert not is_lost(session, one), "it is found again when a version has its words"


def test_showing_an_older_version_tells_what_is_in_it(session: Session, save: Save) -> None:
    make_version(session, save, 2, html=WITHOUT)
    one = make_highlight(session, save, "each ship that passes", version=1)
    assert is_lost(session, one) and where(session, one)[2] is None
    library_services.show_version(session, viewer_id=save.owner_id, save_id=save.id, version=1)
    assert not is_lost(session, one)


def test_one_deleted_meanwhile_finds_its_place_when_it_comes_back(
    session: Session, save: Save
) -> None:
    one = make_highlight(session, save, "each ship that passes")
    make_highlight(session, save, "the lamp")
    marking.delete_highlight(session, viewer_id=save.owner_id, highlight_id=one.id, clock=utcnow)
    make_version(session, save, 2, html=CHANGED)
    assert set(where(session, one)) == {1}
    marking.restore_highlight(session, viewer_id=save.owner_id, highlight_id=one.id)
    assert set(where(session, one)) == {1, 2} and not one.is_detached


def test_what_cannot_be_undone_any_more_goes(session: Session, save: Save) -> None:
    one = make_highlight(session, save, "the lamp")
    kept = make_highlight(session, save, "each ship")
    marking.delete_highlight(session, viewer_id=save.owner_id, highlight_id=one.id, clock=utcnow)
    marking.purge(session, before=utcnow() - timedelta(hours=1))
    assert session.scalar(select(Highlight.id).where(Highlight.id == one.id)) is not None
    marking.purge(session, before=utcnow() + timedelta(hours=1))
    assert list(session.scalars(select(Highlight.id))) == [kept.id]
    with pytest.raises(NotFoundError):
        marking.restore_highlight(session, viewer_id=save.owner_id, highlight_id=one.id)


def test_nobody_marks_in_what_is_not_theirs(session: Session, save: Save, carol: Person) -> None:
    one = make_highlight(session, save, "the lamp")
    theirs = replace(Wanted(1, 0, 3, Anchor("The", "", "")), color=Color.PINK)
    with pytest.raises(NotFoundError):
        marking.add_highlight(
            session, viewer_id=carol.user_id, save_id=save.id, wanted=theirs, clock=utcnow
        )
    for verb in (marking.change_highlight, marking.restore_highlight):
        with pytest.raises(NotFoundError):
            verb(session, viewer_id=carol.user_id, highlight_id=one.id)
    with pytest.raises(NotFoundError):
        queries.marked(session, carol.user_id, one.id)


def test_a_note_on_a_save_is_kept_changed_and_taken_away(session: Session, save: Save) -> None:
    for text in ("Read again.\r\nTwice.", "Once.", "  "):
        library_services.write_note(session, viewer_id=save.owner_id, save_id=save.id, text=text)
        assert save.has_note is bool(text.strip())
        assert library.note_of(session, save) == text.strip().replace("\r\n", "\n")
    with pytest.raises(InvalidError):
        library_services.write_note(
            session, viewer_id=save.owner_id, save_id=save.id, text="x" * 20_001
        )
