"""Tags on saves: put on, taken off, renamed, merged, deleted and all of it taken back."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from devket.core.errors import ConflictError, InvalidError, NotFoundError
from devket.library import queries, services
from devket.library.models import Save, SaveTag, Tag, TagUndo
from devket.library.services import tagging
from tests.factories.library import make_save
from tests.support.people import Person
from tests.support.tags import assert_counts_are_true, tags_of, tree
from tests.support.twins import HandClock


class Tagger:
    """Alice's tags, in few words."""

    def __init__(self, session: Session, owner_id: int, clock: HandClock) -> None:
        self.session, self.owner_id, self.clock = session, owner_id, clock

    def save(self, *names: str) -> int:
        """Make a save that carries these."""
        save_id = make_save(self.session, self.owner_id).id
        if names:
            self.add([save_id], *names)
        return save_id

    def add(self, save_ids: Sequence[int], *names: str) -> tagging.Tagged:
        """Put tags on saves."""
        return tagging.tag_saves(
            self.session, owner_id=self.owner_id, save_ids=save_ids, names=names, clock=self.clock
        )

    def remove(self, save_ids: Sequence[int], *names: str) -> tagging.Tagged:
        """Take tags off saves."""
        return tagging.untag_saves(
            self.session, owner_id=self.owner_id, save_ids=save_ids, names=names, clock=self.clock
        )

    def move(self, name: str, to: str, *, may_merge: bool = False) -> tagging.Moved:
        """Rename or merge."""
        return tagging.move_tag(
            self.session,
            owner_id=self.owner_id,
            name=name,
            to=to,
            may_merge=may_merge,
            clock=self.clock,
        )

    def delete(self, name: str, *, with_below: bool = False) -> int:
        """Delete a tag; give the undo."""
        return tagging.delete_tag(
            self.session,
            owner_id=self.owner_id,
            name=name,
            with_below=with_below,
            clock=self.clock,
        )

    def undo(self, undo_id: int | None) -> None:
        """Take a change back."""
        assert undo_id is not None
        tagging.take_back(self.session, owner_id=self.owner_id, undo_id=undo_id, clock=self.clock)

    def tree(self) -> dict[str, list[int]]:
        """Return which saves carry each tag, having seen that the counts agree."""
        assert_counts_are_true(self.session, self.owner_id)
        return tree(self.session, self.owner_id)


@pytest.fixture
def tags(session: Session, alice: Person, clock: HandClock) -> Tagger:
    return Tagger(session, alice.user_id, clock)


def test_a_tag_is_one_however_it_is_written(session: Session, tags: Tagger) -> None:
    one = tags.save("Python")
    two = tags.save("PYTHON", "db / SQLite")
    assert tags.tree() == {"Python": [one, two], "db/SQLite": [two]}
    assert tags_of(session, two) == ["db/SQLite", "Python"]  # by key


def test_a_bulk_tag_is_taken_back_from_those_it_was_put_on(tags: Tagger) -> None:
    one, two = tags.save("old"), tags.save()
    before = tags.tree()
    done = tags.add([one, two], "old", "new")
    assert set(done.save_ids) == {one, two}
    tags.undo(done.undo_id)
    assert tags.tree() == before


def test_taking_tags_off_can_be_taken_back(tags: Tagger) -> None:
    one, two = tags.save("a"), tags.save("a", "b")
    before = tags.tree()
    done = tags.remove([one, two], "A", "never made")
    assert tags.tree() == {"a": [], "b": [two]}
    tags.undo(done.undo_id)
    assert tags.tree() == before
    with pytest.raises(NotFoundError):  # a stale undo
        tags.undo(done.undo_id)


def test_nothing_new_needs_no_undo(session: Session, tags: Tagger) -> None:
    one = tags.save("a")
    was = session.scalar(select(Save.updated_at).where(Save.id == one))
    tags.clock.advance(seconds=60)
    assert tags.add([one], "a") == tagging.Tagged((), None)
    assert session.scalar(select(Save.updated_at).where(Save.id == one)) == was


def test_a_save_carries_what_it_was_set_to(session: Session, tags: Tagger) -> None:
    one = tags.save("a", "b")
    done = tagging.set_tags(
        session, owner_id=tags.owner_id, save_id=one, names=["B", "c"], clock=tags.clock
    )
    assert tags_of(session, one) == ["b", "c"]
    tags.undo(done.undo_id)
    assert tags_of(session, one) == ["a", "b"]
    assert "c" not in tags.tree()


def test_a_rename_moves_what_is_below_along(tags: Tagger) -> None:
    one = tags.save("db", "db/sql/Indexes", "dbase")
    moved = tags.move("DB", "Data/base")
    assert tags.tree() == {"Data/base": [one], "Data/base/sql/Indexes": [one], "dbase": [one]}
    tags.undo(moved.undo_id)
    assert tags.tree() == {"db": [one], "db/sql/Indexes": [one], "dbase": [one]}


def test_a_rename_may_change_the_case_alone(tags: Tagger) -> None:
    one = tags.save("python", "python/web")
    tags.move("python", "Python")
    assert tags.tree() == {"Python": [one], "Python/web": [one]}


def test_a_name_that_only_others_stand_below_is_renamed_with_them(tags: Tagger) -> None:
    one = tags.save("db/sqlite")
    tags.move("db", "data")
    assert tags.tree() == {"data/sqlite": [one]}


def test_meeting_another_tag_asks_first(tags: Tagger) -> None:
    one, two, three = tags.save("js", "js/react"), tags.save("js", "javascript"), tags.save()
    tags.add([three], "javascript", "javascript/react")
    before = tags.tree()
    with pytest.raises(ConflictError):
        tags.move("js", "JavaScript")
    assert tags.tree() == before
    moved = tags.move("js", "JavaScript", may_merge=True)
    assert (moved.moved, moved.merged) == (0, 2)
    assert tags.tree() == {"javascript": [one, two, three], "javascript/react": [one, three]}
    tags.undo(moved.undo_id)
    assert tags.tree() == before


def test_a_tag_may_move_up_into_its_parent(tags: Tagger) -> None:
    one, two = tags.save("db/db", "db/db/db"), tags.save("db")
    before = tags.tree()
    moved = tags.move("db/db", "db", may_merge=True)
    assert tags.tree() == {"db": [one, two], "db/db": [one]}
    tags.undo(moved.undo_id)
    assert tags.tree() == before


@pytest.mark.parametrize(
    ("to", "sentence"),
    [
        ("a/b", "A tag cannot stand below itself."),
        ("", "Give the tag a name."),
        ("x" * 99, "A tag has at most 100 characters."),
        ("1/2/3/4/5/6/7/8", "Tags stand at most 8 deep."),
    ],
)
def test_a_rename_that_leads_nowhere_is_refused(tags: Tagger, to: str, sentence: str) -> None:
    tags.save("a", "a/sub")
    with pytest.raises(InvalidError) as refused:
        tags.move("a", to)
    assert str(refused.value) == sentence
    with pytest.raises(NotFoundError):
        tags.move("nothing", "b")


def test_a_deleted_tag_comes_back_with_its_saves(session: Session, tags: Tagger) -> None:
    one, two, gone = tags.save("a", "a/b"), tags.save("a"), tags.save("a")
    before = tags.tree()
    undo = tags.delete("a")
    assert tags.tree() == {"a/b": [one]}
    services.delete(session, viewer_id=tags.owner_id, save_id=gone, clock=tags.clock)
    tags.undo(undo)
    services.restore(session, viewer_id=tags.owner_id, save_id=gone)
    assert tags.tree() == before
    undo = tags.delete("a", with_below=True)
    assert tags.tree() == {}
    tags.undo(undo)
    assert tags.tree() == {"a": [one, two, gone], "a/b": [one]}


def test_unused_tags_go_together_and_come_back(session: Session, tags: Tagger) -> None:
    one = tags.save("used", "unused", "also")
    tags.remove([one], "unused", "also")
    number, undo = tagging.delete_unused(session, owner_id=tags.owner_id, clock=tags.clock)
    assert (number, tags.tree()) == (2, {"used": [one]})
    tags.undo(undo)
    assert tags.tree() == {"also": [], "unused": [], "used": [one]}
    tags.delete("also"), tags.delete("unused")
    assert tagging.delete_unused(session, owner_id=tags.owner_id, clock=tags.clock) == (0, None)


def test_an_undo_leaves_alone_what_was_done_since(tags: Tagger) -> None:
    one = tags.save("a")
    moved = tags.move("a", "b")
    two = tags.save("a")  # the old name is another tag's now
    tags.undo(moved.undo_id)
    assert tags.tree() == {"a": [two], "b": [one]}


def test_undos_of_yesterday_are_forgotten(session: Session, tags: Tagger) -> None:
    tags.save("a")
    tags.clock.advance(hours=25)
    tags.save("b")
    assert len(session.scalars(select(TagUndo.id)).all()) == 1


def test_bounds_are_told_in_words(session: Session, tags: Tagger) -> None:
    one = tags.save(*[f"t{number}" for number in range(50)])
    with pytest.raises(InvalidError, match="A save carries at most 50 tags"):
        tags.add([one], "more")
    with pytest.raises(InvalidError, match="Name at least one tag"):
        tags.add([one])


def test_there_are_5000_tags_at_most(session: Session, tags: Tagger) -> None:
    session.add_all(
        Tag(owner_id=tags.owner_id, name=f"n{number}", key=f"n{number}", save_count=0)
        for number in range(4999)
    )
    services.counting.add_to_counts(session, tags.owner_id, {"tags": 4999})
    one = tags.save("last")
    with pytest.raises(InvalidError, match="There can be 5,000 tags at most"):
        tags.add([one], "one too many")
    tags.add([one], "n7")


def test_strangers_tag_nothing_of_each_other(
    session: Session, tags: Tagger, bob: Person, clock: HandClock
) -> None:
    one = tags.save("a")
    his = Tagger(session, bob.user_id, clock)
    own = his.save()
    with pytest.raises(NotFoundError):
        his.add([one], "mine")
    assert his.add([one, own], "a").save_ids == (own,)
    with pytest.raises(NotFoundError):
        his.undo(session.scalar(select(TagUndo.id).where(TagUndo.owner_id == tags.owner_id)))
    assert (tags.tree(), his.tree()) == ({"a": [one]}, {"a": [own]})


def test_saving_again_adds_tags_and_keeps_the_others(
    session: Session, tags: Tagger, clock: HandClock
) -> None:
    for names in (["a"], ["b"]):
        added = services.add_save(
            session, owner_id=tags.owner_id, url="https://x.example/", tags=names, clock=clock
        )
    assert tags_of(session, added.save.id) == ["a", "b"]
    link = session.scalars(select(SaveTag.saved_at).where(SaveTag.save_id == added.save.id))
    assert set(link) == {added.save.saved_at}


def test_completion_finds_the_name_and_any_part_of_the_path(session: Session, tags: Tagger) -> None:
    one = tags.save("db/sqlite", "sql", "파이썬", "100%")
    tags.add([tags.save()], "db/sqlite")
    find = queries.completions
    assert [t.name for t in find(session, tags.owner_id, "SQL")] == ["db/sqlite", "sql"]
    assert [t.name for t in find(session, tags.owner_id, "db/")] == ["db/sqlite"]
    assert [t.name for t in find(session, tags.owner_id, "파")] == ["파이썬"]
    assert [t.name for t in find(session, tags.owner_id, "%")] == []
    assert find(session, tags.owner_id + 1, "s") == ()
    assert tags_of(session, one)
