"""Saves: the list, what changed since, one, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from flask import Response, url_for
from sqlalchemy.orm import Session

from devket.api import forms, queries
from devket.api.forms.saves import LONGEST_PAGE
from devket.api.presenters import saves as telling
from devket.api.presenters import shapes
from devket.api.presenters.saves import Told
from devket.api.views.blueprint import Gives, operation
from devket.api.views.finding import found, narrowed
from devket.api.views.frame import answer, expect, listed, me, nothing
from devket.core.errors import InvalidError
from devket.core.paging import Cursor
from devket.core.urls import parse_address
from devket.db import db, run_after_commit
from devket.library import queries as library
from devket.library import services
from devket.library.jobs import capture_save
from devket.library.models import Save
from devket.library.services import snoozing, tagging
from devket.library.services.saving import Added, key_of
from devket.reading.services.places import set_progress
from devket.web.parts import parts
from devket.web.sizes import takes_up_to

ABOUT = "Saves"
_AROUND = 64 * 1024
_EARLIEST = datetime(1970, 1, 2, tzinfo=UTC)


@operation(
    "GET", "/saves", "saves:read", Gives(shapes.SaveList), about=ABOUT, asks=forms.SavesAsked
)
def list_saves(asked: dict[str, Any]) -> Response:
    """List saves, find some, or learn what has changed.

    Filters narrow the list together. With `since` they are left alone: the answer is what has
    changed since then, oldest change first, and what was deleted.
    """
    session = db.session()
    if asked.get("since"):
        return _changes(session, asked)
    if asked.get("url"):
        kept = queries.save_at(session, me(), key_of(parse_address(asked["url"])))
        return listed(_told(session, kept), None)
    page = found(session, me(), asked) if asked.get("q", "").strip() else None
    if page is None:
        listing = narrowed(session, me(), asked)
        if listing is None:
            return listed([], None)
        page = library.page_of(
            session, me(), listing, after=asked.get("cursor"), size=asked["limit"]
        )
    return listed(_told(session, page.items), page.next_cursor)


def _told(session: Session, saves: Any) -> list[Told]:
    return telling.saves_told(saves, library.tags_of(session, [save.id for save in saves]))


def _changes(session: Session, asked: dict[str, Any]) -> Response:
    since, now = since_of(asked["since"]), parts().clock()
    changes = queries.changes_since(session, me(), since, now=now, size=asked["limit"])
    return listed(
        _told(session, changes.saves),
        changes.cursor if changes.is_more else None,
        named="since",
        deleted=telling.gone_told(changes.gone),
        cursor=changes.cursor,
    )


def since_of(word: str) -> Cursor:
    """Return the place that a cursor or a time means; `InvalidError` for neither."""
    if ("-" in word[:5] and ":" in word) or len(word) == 10:
        return queries.since_time(time_of(word, "since"))
    return Cursor.decode(word, datetime)


def time_of(word: str, field: str) -> datetime:
    """Return the time that RFC 3339 writes so, of UTC where no zone is told."""
    try:
        at = datetime.fromisoformat(word.replace(" ", "+"))
        at = at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
    except (ValueError, OverflowError) as error:
        raise InvalidError("This is no time as RFC 3339 writes it.", field=field) from error
    return max(at, _EARLIEST)


@takes_up_to(6 * LONGEST_PAGE + _AROUND)  # escaped, a letter may take six bytes
@operation(
    "POST",
    "/saves",
    "saves:write",
    Gives(shapes.WholeSave, 201, also=200),
    about=ABOUT,
    takes=forms.NewSave,
)
def add_save(sent: dict[str, Any]) -> Response:
    """Keep a page.

    The answer never waits for it: a worker fetches it, or reads the `html` that came along. An
    address that is kept already moves to the top (status 200).
    """
    session = db.session()
    added = _added(session, sent)
    save = added.save
    if sent.get("state") == "archived":
        services.set_archived(session, viewer_id=me(), save_id=save.id, to=True)
    if "favorite" in sent:
        services.set_favorite(session, viewer_id=me(), save_id=save.id, to=sent["favorite"])
    enqueue(save)
    here = url_for("api.get_save", save_id=save.id)
    return answer(whole(session, save), 201 if added.is_new else 200, location=here)


def _added(session: Session, sent: dict[str, Any]) -> Added:
    values = {name: sent[name] for name in ("title", "tags") if name in sent}
    at_hand, url = parts(), parse_address(sent["url"])
    if not sent.get("html", "").strip():
        return services.add_save(session, owner_id=me(), url=url, clock=at_hand.clock, **values)
    key = services.keep_page(at_hand.blobs, sent["html"])
    return services.add_page(
        session, owner_id=me(), url=url, page_key=key, clock=at_hand.clock, **values
    )


def enqueue(save: Save) -> None:
    """Have the page fetched once all this is committed, if that is owed."""
    save_id, queue = save.id, parts().queue
    if save.capture_due_at is not None:
        run_after_commit(db.session(), lambda: queue.enqueue(capture_save, save_id))


def whole(session: Session, save: Save) -> Told:
    """Return a save by itself, as `GET` tells it."""
    session.flush()
    session.refresh(save)
    carried = library.tags_of(session, [save.id]).get(save.id, ())
    return telling.whole_told(save, carried, library.note_of(session, save))


@operation(
    "GET",
    "/saves/<int:save_id>",
    "saves:read",
    Gives(shapes.WholeSave),
    about=ABOUT,
    asks=forms.SaveAsked,
)
def get_save(asked: dict[str, Any], save_id: int) -> Response:
    """Tell of one save."""
    session = db.session()
    if asked.get("include") != "content":
        return answer(whole(session, library.save_of(session, me(), save_id)))
    save = library.save_with_article(session, me(), save_id)
    shown = save.capture
    content = telling.content_told(shown.version, shown.article) if shown else None
    return answer({**whole(session, save), "content": content})


@operation(
    "PATCH",
    "/saves/<int:save_id>",
    "saves:write",
    Gives(shapes.WholeSave),
    about=ABOUT,
    takes=forms.SaveChange,
)
def change_save(sent: dict[str, Any], save_id: int) -> Response:
    """Change a save. What is left out stays as it is."""
    session = db.session()
    save = library.save_to_change(session, me(), save_id)
    expect(whole(session, save))
    for name in (one for one in _CHANGES if one in sent):
        _CHANGES[name](session, save_id, sent[name])
    return answer(whole(session, save))


def _tag(session: Session, save_id: int, names: list[str]) -> None:
    tagging.set_tags(session, owner_id=me(), save_id=save_id, names=names, clock=parts().clock)


def _put_off(session: Session, save_id: int, until: datetime | None) -> None:
    clock = parts().clock
    if until is None:
        snoozing.wake(session, viewer_id=me(), save_id=save_id, clock=clock)
    else:
        until = snoozing.checked(until, now=clock())
        snoozing.snooze(session, viewer_id=me(), save_id=save_id, until=until)


# In their order: what is put off leaves the archive.
_CHANGES: dict[str, Callable[[Session, int, Any], object]] = {
    "tags": _tag,
    "is_archived": lambda session, save_id, to: services.set_archived(
        session, viewer_id=me(), save_id=save_id, to=to
    ),
    "is_favorite": lambda session, save_id, to: services.set_favorite(
        session, viewer_id=me(), save_id=save_id, to=to
    ),
    "snoozed_until": _put_off,
    "progress": lambda session, save_id, to: set_progress(
        session, viewer_id=me(), save_id=save_id, to=to, clock=parts().clock
    ),
    "note": lambda session, save_id, text: services.write_note(
        session, viewer_id=me(), save_id=save_id, text=text
    ),
}


@operation("DELETE", "/saves/<int:save_id>", "saves:write", Gives(None, 204), about=ABOUT)
def delete_save(save_id: int) -> Response:
    """Delete a save. For a day it can be taken back."""
    services.delete(db.session(), viewer_id=me(), save_id=save_id, clock=parts().clock)
    return nothing()


@operation(
    "POST",
    "/saves/<int:save_id>/restore",
    "saves:write",
    Gives(shapes.WholeSave),
    about=ABOUT,
)
def restore_save(save_id: int) -> Response:
    """Take the deletion of a save back."""
    session = db.session()
    return answer(whole(session, services.restore(session, viewer_id=me(), save_id=save_id)))
