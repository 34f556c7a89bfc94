"""Entries as clients make and change them: saves, through the verbs of the library."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from devket.compat.wallabag.models import ADDRESS_LENGTH, WallabagExtra
from devket.core.clock import Clock
from devket.core.text import one_line
from devket.core.urls import parse_address
from devket.library import queries, services
from devket.library.models import Save
from devket.library.services.editing import Known, correct, hand_page
from devket.library.services.saving import Added, key_of
from devket.library.services.tagging import lock_tags, set_tags


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What a client says of an entry; None is what it did not say.

    `page_key` names a page that was stored before and stands in the place of the one to fetch.
    """

    known: Known = field(default_factory=Known)
    tags: tuple[str, ...] = ()
    archive: bool | None = None
    starred: bool | None = None
    origin_url: str = ""
    preview_picture: str = ""
    page_key: str | None = None


def create(session: Session, owner_id: int, url: str, sent: Sent, *, clock: Clock) -> Added:
    """Keep an address, or change the entry that has it already; flushes.

    A known one stays in the archive unless it is said otherwise, and its tags are added to.
    `InvalidError` for what is no address.
    """
    lock_tags(session, owner_id)
    kept = queries.save_by_key(session, owner_id, key_of(parse_address(url)))
    was_archived = kept is not None and kept.deleted_at is None and kept.is_archived
    title = sent.known.title or ""
    if sent.page_key is None:
        added = services.add_save(
            session, owner_id=owner_id, url=url, title=title, tags=sent.tags, clock=clock
        )
    else:
        added = services.add_page(
            session,
            owner_id=owner_id,
            url=url,
            page_key=sent.page_key,
            title=title,
            tags=sent.tags,
            clock=clock,
        )
    archive = was_archived or None if sent.archive is None else sent.archive
    _apply(session, added.save, sent, archive=archive)
    return added


def change(session: Session, owner_id: int, save_id: int, sent: Sent, *, clock: Clock) -> Save:
    """Change an entry; its tags become those that are named, unless none is. Flushes.

    `NotFoundError` for missing and foreign alike.
    """
    if sent.tags:
        set_tags(session, owner_id=owner_id, save_id=save_id, names=sent.tags, clock=clock)
    save = queries.save_to_change(session, owner_id, save_id)
    _apply(session, save, sent, archive=sent.archive)
    if sent.page_key is not None:
        hand_page(session, viewer_id=owner_id, save_id=save_id, page_key=sent.page_key, clock=clock)
    return save


def _apply(session: Session, save: Save, sent: Sent, *, archive: bool | None) -> None:
    owner_id, save_id = save.owner_id, save.id
    if archive is not None and archive is not save.is_archived:
        services.set_archived(session, viewer_id=owner_id, save_id=save_id, to=archive)
    if sent.starred is not None:
        services.set_favorite(session, viewer_id=owner_id, save_id=save_id, to=sent.starred)
    if sent.known != Known():
        correct(session, viewer_id=owner_id, save_id=save_id, known=sent.known)
    if sent.origin_url or sent.preview_picture:
        _keep_extra(session, save, sent)


def _keep_extra(session: Session, save: Save, sent: Sent) -> None:
    extra = session.get(WallabagExtra, save.id) or WallabagExtra(save_id=save.id)
    extra.origin_url = one_line(sent.origin_url)[:ADDRESS_LENGTH] or extra.origin_url or ""
    picture = one_line(sent.preview_picture)[:ADDRESS_LENGTH]
    extra.preview_picture = picture or extra.preview_picture or ""
    session.add(extra)
    session.flush()
