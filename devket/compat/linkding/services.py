"""What linkding's writes mean here: verbs of the library and of reading, nothing of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from devket.compat.linkding import queries
from devket.compat.linkding.queries import Kept
from devket.core.clock import Clock
from devket.core.errors import InvalidError
from devket.core.tags import tag_key, tag_name
from devket.core.text import one_line
from devket.core.urls import parse_address
from devket.library import services as library
from devket.library.models import DONE, Tag
from devket.library.services import tagging
from devket.library.services.editing import Known, correct, hand_page
from devket.library.services.saving import key_of
from devket.library.services.shelving import move_to_top
from devket.library.services.tagging.making import make_tags
from devket.reading.services import set_progress

_COMMA, _SPACE = re.compile("[,\uff0c]"), re.compile(r"\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A bookmark as it was sent; None for what was not."""

    url: str | None = None
    title: str | None = None
    description: str | None = None
    notes: str | None = None
    tag_names: tuple[str, ...] | None = None
    is_archived: bool | None = None
    unread: bool | None = None
    date_added: datetime | None = None


def create(session: Session, owner_id: int, sent: Sent, *, clock: Clock) -> int:
    """Keep an address, or change what is kept of it as `change` does; return the save's id.

    What was kept stays where it is in all lists, and unread unless it was read already: programs
    send `unread: false` with every bookmark, meaning nothing by it.
    """
    address = parse_address(sent.url or "")
    if sent.tag_names is not None:  # before any row of the save, as whoever changes tags takes it
        tagging.lock_tags(session, owner_id)
    save_id = queries.at_key(session, owner_id, key_of(address))
    if save_id is None:
        save_id = _add(session, owner_id, address, sent, clock=clock)
    elif sent.title:
        correct(session, viewer_id=owner_id, save_id=save_id, known=Known(title=sent.title))
    kept = queries.one(session, owner_id, save_id)
    if sent.unread and kept.save.progress >= DONE:
        set_progress(session, viewer_id=owner_id, save_id=save_id, to=0, clock=clock)
    _write_beside(session, kept, sent, clock=clock)
    return save_id


def _add(session: Session, owner_id: int, address: str, sent: Sent, *, clock: Clock) -> int:
    added = library.add_save(
        session, owner_id=owner_id, url=address, title=sent.title or "", clock=clock
    )
    save = added.save
    session.flush()
    if sent.date_added is not None:
        move_to_top(session, save, at=min(sent.date_added, clock()))
    if sent.is_archived:
        library.set_archived(session, viewer_id=owner_id, save_id=save.id, to=True)
    return save.id


def change(session: Session, owner_id: int, save_id: int, sent: Sent, *, clock: Clock) -> None:
    """Change what was sent of a bookmark, and nothing else.

    `NotFoundError` for missing and foreign alike; `InvalidError` for another address, as what is
    kept is the page at the one it has.
    """
    if sent.tag_names is not None:
        tagging.lock_tags(session, owner_id)
    kept = queries.one(session, owner_id, save_id)
    _refuse_other_page(session, kept, sent)
    if sent.title:
        correct(session, viewer_id=owner_id, save_id=save_id, known=Known(title=sent.title))
    if sent.is_archived is not None and sent.is_archived is not kept.save.is_archived:
        library.set_archived(session, viewer_id=owner_id, save_id=save_id, to=sent.is_archived)
    if sent.unread is not None and sent.unread is not (kept.save.progress < DONE):
        to = 0 if sent.unread else DONE
        set_progress(session, viewer_id=owner_id, save_id=save_id, to=to, clock=clock)
    _write_beside(session, kept, sent, clock=clock)


def hand_in(session: Session, owner_id: int, url: str, page_key: str, *, clock: Clock) -> int:
    """Have a page, which was stored before, read for its address; return the save's id."""
    address = parse_address(url)
    save_id = queries.at_key(session, owner_id, key_of(address))
    if save_id is None:
        added = library.add_page(
            session, owner_id=owner_id, url=address, page_key=page_key, clock=clock
        )
        return added.save.id
    hand_page(session, viewer_id=owner_id, save_id=save_id, page_key=page_key, clock=clock)
    return save_id


def make_tag(session: Session, owner_id: int, name: str) -> Tag:
    """Make a tag, or return the one that is there; `InvalidError` for what is no name."""
    tagging.lock_tags(session, owner_id)
    try:
        name = tag_name(_SPACE.sub("-", name))
    except InvalidError as error:
        raise InvalidError(error.message, field="name", **error.details) from error
    alike = queries.tags_alike(session, owner_id, [tag_key(name)])
    if alike:
        return alike[0]
    (row,), _ = make_tags(session, owner_id, [name])
    return queries.tag(session, owner_id, row.id)


def delete_tag(session: Session, owner_id: int, tag_id: int, *, clock: Clock) -> None:
    """Delete a tag; what carried it and what stands below it stays."""
    name = queries.tag(session, owner_id, tag_id).name
    tagging.delete_tag(session, owner_id=owner_id, name=name, with_below=False, clock=clock)


def _refuse_other_page(session: Session, kept: Kept, sent: Sent) -> None:
    if sent.url is None or sent.url == kept.save.given_url:
        return
    save = kept.save
    key = key_of(parse_address(sent.url))
    if queries.at_key(session, save.owner_id, key) == save.id:
        return  # the same page, written another way
    raise InvalidError(
        "What is kept is the page at its own address. Save the other address as well.", field="url"
    )


def _write_beside(session: Session, kept: Kept, sent: Sent, *, clock: Clock) -> None:
    """Write the note and the tags."""
    save = kept.save
    text = _note(kept, sent)
    if text != kept.note:
        library.write_note(session, viewer_id=save.owner_id, save_id=save.id, text=text)
    if sent.tag_names is not None:
        names = _names(session, kept, sent.tag_names)
        tagging.set_tags(session, owner_id=save.owner_id, save_id=save.id, names=names, clock=clock)


def _note(kept: Kept, sent: Sent) -> str:
    """Return the note: a description is the page's own here, so one that differs goes before it."""
    text = kept.note if sent.notes is None else sent.notes.replace("\r\n", "\n").strip()
    said = (sent.description or "").replace("\r\n", "\n").strip()
    if not said or one_line(said) == one_line(kept.save.excerpt) or said in text:
        return text
    return f"{said}\n\n{text}".strip()


def _names(session: Session, kept: Kept, sent: Iterable[str]) -> list[str]:
    """Return names of tags as they are kept: clients write `to-read` for a tag named `to read`."""
    pieces = (_SPACE.sub("-", piece.strip()) for part in sent for piece in _COMMA.split(part))
    wanted: dict[str, str] = {}
    for piece in pieces:
        if tag_key(piece):
            wanted.setdefault(tag_key(piece), piece)
    alike: dict[str, list[Tag]] = {}
    for row in queries.tags_alike(session, kept.save.owner_id, wanted):
        alike.setdefault(row.key.replace(" ", "-"), []).append(row)
    carried = set(kept.tags)
    names: list[str] = []
    for key, piece in wanted.items():
        found = [row.name for row in alike.get(key, ())]
        exact = [row.name for row in alike.get(key, ()) if row.key == key]
        names += [name for name in found if name in carried] or exact or found[:1] or [piece]
    return names
