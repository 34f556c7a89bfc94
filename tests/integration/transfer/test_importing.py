"""An import from file to rows: previewed, written, merged, twice the same, within bounds."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from devket.capture.model import State
from devket.library import queries, services
from devket.library.models import Owed, Save, SaveTag, Tag
from devket.library.services.capturing import book_turn
from devket.reading.models import Highlight
from devket.transfer.models import Import, ImportRow, ImportState, Outcome
from devket.web.parts import parts
from tests.factories.captures import make_version
from tests.factories.library import make_save
from tests.factories.lines import lines, page
from tests.integration.transfer.conftest import BringIn, run
from tests.support.people import Person
from tests.support.twins import HandClock, HandQueue, Pages

FACTS = (
    *("id", "given_url", "title", "is_archived", "is_favorite", "saved_at"),
    *("highlight_count", "snoozed_until"),
)


def saves(session: Session) -> dict[str, Save]:
    return {save.given_url: save for save in session.scalars(select(Save))}


def tags_of(session: Session, save: Save) -> set[str]:
    chosen = select(Tag.name).join(SaveTag).where(SaveTag.save_id == save.id)
    return set(session.scalars(chosen))


def outcomes(session: Session, found: Import) -> list[Outcome]:
    rows = select(ImportRow.outcome).where(ImportRow.import_id == found.id)
    return list(session.scalars(rows.order_by(ImportRow.position)))


def snapshot(session: Session, owner_id: int) -> tuple[Any, ...]:
    """Return all that a person can have said of their saves, and the counts of it."""
    session.expire_all()
    standing = session.scalars(
        select(Save).where(Save.owner_id == owner_id, Save.deleted_at.is_(None)).order_by(Save.id)
    ).all()
    facts = [
        (
            *(getattr(save, name) for name in FACTS),
            queries.note_of(session, save),
            frozenset(tags_of(session, save)),
        )
        for save in standing
    ]
    carried = select(Tag.name, Tag.save_count).where(Tag.owner_id == owner_id).order_by(Tag.name)
    counts = queries.counts_of(session, owner_id)
    names = ("unread", "favorites", "archive", "articles", "reading", "snoozed", "highlights")
    kept = [(name, getattr(counts, name)) for name in (*names, "tags")]
    return facts, [tuple(row) for row in session.execute(carried)], kept


def true_counts(session: Session, owner_id: int) -> None:
    """Assert that the kept counts are what counting gives."""
    session.expire_all()
    kept = queries.counts_of(session, owner_id)
    live = (Save.owner_id == owner_id, Save.deleted_at.is_(None))

    def count(*which: Any) -> int:
        return session.scalar(select(func.count(Save.id)).where(*live, *which)) or 0

    assert kept.archive == count(Save.is_archived)
    assert kept.unread == count(~Save.is_archived, Save.snoozed_until.is_(None))
    assert kept.favorites == count(Save.is_favorite)
    assert kept.highlights == (
        session.scalar(select(func.sum(Save.highlight_count)).where(*live)) or 0
    )
    for tag in session.scalars(select(Tag).where(Tag.owner_id == owner_id)):
        carrying = select(func.count(Save.id)).join(SaveTag).where(SaveTag.tag_id == tag.id, *live)
        assert tag.save_count == session.scalar(carrying), tag.name
    assert kept.tags == session.scalar(select(func.count(Tag.id)).where(Tag.owner_id == owner_id))


def test_a_file_comes_in_whole(session: Session, alice: Person, bring_in: BringIn) -> None:
    found = bring_in(
        lines(
            page(1, tags=["Python", "web"], is_favorite=True, note="Read again."),
            page(2, is_archived=True, folder=["Work", "Databases"]),
            {"url": "javascript:alert(1)", "title": "No page"},
            page(3, quotes=[{"text": "A passage.", "note": "Yes"}]),
        ),
        tags=("brought",),
    )
    assert found.state is ImportState.DONE and found.due_at is None and found.file_key is None
    assert outcomes(session, found) == [Outcome.NEW, Outcome.NEW, Outcome.REFUSED, Outcome.NEW]
    assert (found.new_count, found.refused_count, found.total) == (3, 1, 4)
    kept = saves(session)
    first = kept["https://host1.example/posts/1"]
    assert (first.title, first.title_key, first.site) == ("Post 1", "post 1", "host1.example")
    assert first.saved_at == datetime(2020, 1, 2, 10, 0, 1, tzinfo=UTC)
    assert first.is_favorite and not first.is_archived and first.state is State.PENDING
    assert first.asked_at is None and first.capture_due_at is not None
    assert queries.note_of(session, first) == "Read again."
    assert tags_of(session, first) == {"Python", "web", "brought"}
    second = kept["https://host2.example/posts/2"]
    assert second.is_archived and tags_of(session, second) == {"Work/Databases", "brought"}
    marked = session.scalars(select(Highlight)).one()
    assert (marked.quote, marked.note, marked.is_detached) == ("A passage.", "Yes", True)
    true_counts(session, alice.user_id)


def test_what_came_in_is_found_at_once(session: Session, alice: Person, bring_in: BringIn) -> None:
    bring_in(lines(page(1, title="On quokkas"), page(2, note="Nothing but quokkas.")))
    answer = alice.client.get("/search?q=quokkas")
    assert answer.text.count("host") >= 2


def test_the_same_file_again_changes_nothing(
    session: Session, alice: Person, bring_in: BringIn
) -> None:
    data = lines(
        *(page(n, tags=[f"t{n % 5}"], note="n" * n, is_archived=n % 2 == 0) for n in range(60)),
        page(3, quotes=[{"text": "A passage."}], is_update=True),
    )
    bring_in(data)
    before = snapshot(session, alice.user_id)
    again = bring_in(data)
    assert set(outcomes(session, again)) == {Outcome.UNCHANGED}
    assert snapshot(session, alice.user_id) == before
    true_counts(session, alice.user_id)


def test_the_preview_tells_what_would_become_of_it(
    session: Session, alice: Person, receive: BringIn
) -> None:
    make_save(session, alice.user_id, given_url="https://host1.example/posts/1")
    found = receive(
        lines(
            page(1),
            page(2, tags=["a", "b"], is_archived=True),
            page(2, folder=["Work"]),
            page(3, html="<p>Text</p>", tags=["a"]),
            page(3, is_update=True, quotes=[{"text": "One"}, {"text": "Two"}]),
            page(9, is_update=True, quotes=[{"text": "Nowhere"}]),
            {"url": "ftp://files.example/", "title": "x"},
        )
    )
    told = found.preview
    assert found.state is ImportState.READY and found.total == 7
    wanted = {"rows": 7, "new": 3, "merged": 1, "twice": 1, "updates": 1, "refused": 1}
    assert {name: told[name] for name in wanted} == wanted
    assert (told["archived"], told["highlights"], told["texts"]) == (1, 3, 1)
    assert told["tags"] == [["a", 2], ["b", 1]] and told["folders"] == [["Work", 1]]
    assert told["first"].startswith("2020-01-02") and len(told["refusals"]) == 1
    assert session.scalar(select(func.count(Save.id))) == 1


def test_merging_adds_and_takes_nothing_away(
    session: Session, alice: Person, bring_in: BringIn, clock: HandClock
) -> None:
    url = "https://host1.example/posts/1"
    save = make_save(session, alice.user_id, given_url=url, title="", is_favorite=True)
    services.write_note(session, viewer_id=alice.user_id, save_id=save.id, text="Mine.")
    session.commit()
    found = bring_in(
        lines(
            page(1, is_archived=True, note="Theirs.", tags=["x"]),
            page(1, title="Other", note="Theirs."),
        )
    )
    assert outcomes(session, found) == [Outcome.MERGED, Outcome.UNCHANGED]
    assert save.is_archived and save.is_favorite and save.title == "Post 1"
    assert save.saved_at.year == 2020
    assert queries.note_of(session, save) == "Mine.\n\nTheirs."
    true_counts(session, alice.user_id)


def test_what_was_deleted_lately_comes_back(
    session: Session, alice: Person, bring_in: BringIn, clock: HandClock
) -> None:
    save = make_save(session, alice.user_id, given_url="https://host1.example/posts/1")
    services.delete(session, viewer_id=alice.user_id, save_id=save.id, clock=clock)
    session.commit()
    found = bring_in(lines(page(1, tags=["x"])))
    assert found.new_count == 1 and save.deleted_at is None
    true_counts(session, alice.user_id)


def test_bounds_are_told_and_kept(session: Session, alice: Person, bring_in: BringIn) -> None:
    found = bring_in(
        lines(
            page(1, tags=[f"tag {n}" for n in range(70)], note="x" * 30_000),
            page(2, tags=["y" * 300, "a, b"], quotes=[{"text": "q" * 30_000}]),
            page(3, progress=400, title="t" * 900, tags=["", "#"]),
        )
    )
    assert found.new_count == 3
    kept = saves(session)
    assert len(tags_of(session, kept["https://host1.example/posts/1"])) == 50
    assert tags_of(session, kept["https://host2.example/posts/2"]) == {"y" * 100, "a b"}
    reasons = list(session.scalars(select(ImportRow.reason).order_by(ImportRow.position)))
    assert "Some tags were left out" in reasons[0] and "The note was too long" in reasons[0]
    assert "A tag was too long" in reasons[1] and "A highlight was too long" in reasons[1]
    assert kept["https://host3.example/posts/3"].progress == 100
    true_counts(session, alice.user_id)


def test_a_text_in_the_file_is_read_in_place_of_the_site(
    session: Session, alice: Person, bring_in: BringIn, queue: HandQueue
) -> None:
    text = "<p>A sentence with quokkas, with a comma, and enough words to count as text.</p>" * 9
    bring_in(
        lines(
            page(1, html=f"<html><body><article><h1>Post 1</h1>{text}</article></body></html>",
                 quotes=[{"text": "A sentence that stands nowhere"}]),
        )
    )  # fmt: skip
    save = session.scalars(select(Save)).one()
    assert save.owed is Owed.PAGE and save.handed_key is not None
    queue.run_pending()
    session.expire_all()
    assert save.state is State.FULL_TEXT and save.handed_key is None


def test_passages_find_their_place_when_the_text_is_there(
    session: Session, alice: Person, bring_in: BringIn
) -> None:
    save = make_save(session, alice.user_id, given_url="https://host1.example/posts/1")
    words = "Some words before. The passage itself. Some after it."
    make_version(session, save, html=f"<p>{words}</p>", text=words)
    session.commit()
    bring_in(
        lines(page(1, is_update=True, quotes=[{"text": "The passage itself."}, {"text": "Not."}]))
    )
    found, lost = session.scalars(select(Highlight).order_by(Highlight.id)).all()
    assert not found.is_detached and found.prefix.endswith("before. ")
    assert lost.is_detached


def test_a_passage_is_placed_when_its_text_comes(
    session: Session, alice: Person, bring_in: BringIn, queue: HandQueue
) -> None:
    text = "<p>A sentence with a comma, of the usual kind, and enough words to count.</p>" * 9
    text += "<p>The one passage that was marked.</p>"
    html = f"<html><body><article><h1>Post 1</h1>{text}</article></body></html>"
    bring_in(lines(page(1, html=html), page(1, is_update=True, quotes=[{"text": "one passage"}])))
    queue.run_pending()
    session.expire_all()
    marked = session.scalars(select(Highlight)).one()
    assert not marked.is_detached and marked.prefix.endswith("The ")


def test_texts_are_fetched_beside_and_politely(
    session: Session, alice: Person, bring_in: BringIn, queue: HandQueue, clock: HandClock
) -> None:
    bring_in(lines(*({"url": f"https://one.example/{n}"} for n in range(4))))
    due = sorted(one for one in session.scalars(select(Save.capture_due_at)) if one is not None)
    pause = timedelta(seconds=parts().host_pause)
    assert [later - due[0] for later in due] == [pause * n for n in range(4)]
    assert queue.huey.pending_count() <= parts().worker_threads


def test_what_a_person_saves_goes_before_what_came_in(
    session: Session, alice: Person, bring_in: BringIn, queue: HandQueue, pages: Pages
) -> None:
    bring_in(lines(*({"url": f"https://h{n}.example/"} for n in range(30))))
    alice.client.post("/save", data={"url": "https://mine.example/"})
    queue.run_pending()
    asked = [url for url in pages.asked if url.endswith(".example/")]
    assert len(asked) == 31
    assert asked.index("https://mine.example/") <= parts().worker_threads


def test_hosts_that_are_busy_are_passed_over(
    session: Session, alice: Person, clock: HandClock
) -> None:
    busy, free = (
        make_save(session, alice.user_id, given_url=url, capture_due_at=clock())
        for url in ("https://busy.example/", "https://free.example/")
    )
    book_turn(session, "busy.example", now=clock(), pause=timedelta(minutes=1))
    assert services.next_unasked(session, now=clock()) == (free.id, True)
    free.capture_due_at = None
    session.flush()
    assert services.next_unasked(session, now=clock()) == (None, True)
    busy.capture_due_at = None
    session.flush()
    assert services.next_unasked(session, now=clock()) == (None, False)


def test_an_import_waits_for_another_of_the_same_person(
    session: Session, alice: Person, receive: BringIn, clock: HandClock
) -> None:
    first, second = receive(lines(page(1))), receive(lines(page(2)))
    first.state, first.due_at = ImportState.WRITING, clock() + timedelta(minutes=1)
    second.state, second.due_at = ImportState.WRITING, clock()
    assert run(session, second) is None
    clock.advance(minutes=2)  # the worker that had it is lost
    assert run(session, first) == alice.user_id
    assert run(session, second) == alice.user_id
    assert session.scalar(select(func.count(Save.id))) == 2
