"""What is attached to a post: an own save or highlight, copied as far as others may have it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from devket.core.text import clip, one_line, said
from devket.core.urls import display_host, host_of, shareable
from devket.library import queries as library
from devket.library.models import Save
from devket.reading import queries as reading
from devket.social.models import QUOTE_LENGTH, Post

EXCERPT_LENGTH = 300


@dataclass(frozen=True, slots=True)
class Attachment:
    """Link, title, site, excerpt and quote of a page: never its text. `note` is for its owner."""

    url: str
    title: str
    site: str
    excerpt: str
    quote: str = ""
    save_id: int | None = None
    highlight_id: int | None = None
    note: str = ""


def attachment_of(
    session: Session, viewer_id: int, save_id: int | None, highlight_id: int | None
) -> Attachment | None:
    """Return what a person would share of their save or highlight, None when neither is named.

    `NotFoundError` for what is not theirs.
    """
    if highlight_id is not None:
        return attachment_of_highlight(session, viewer_id, highlight_id)
    return None if save_id is None else attachment_of_save(session, viewer_id, save_id)


def attachment_of_save(session: Session, viewer_id: int, save_id: int) -> Attachment:
    """Return what a person would share of their save; `NotFoundError` when it is not theirs."""
    save = library.save_of(session, viewer_id, save_id)
    return _of(save, note=library.note_of(session, save))


def attachment_of_highlight(session: Session, viewer_id: int, highlight_id: int) -> Attachment:
    """Return what a person would share of their highlight; `NotFoundError` as above."""
    highlight, save = reading.marked(session, viewer_id, highlight_id)
    quote = clip(said(highlight.quote), QUOTE_LENGTH)
    return _of(save, note=highlight.note, quote=quote, highlight_id=highlight.id)


def attach(post: Post, attachment: Attachment | None) -> None:
    """Copy an attachment into a draft, or take away what is attached."""
    taken = attachment or Attachment("", "", "", "")
    post.link_url, post.link_title, post.link_site = taken.url, taken.title, taken.site
    post.link_excerpt, post.quote = taken.excerpt, taken.quote
    post.save_id, post.highlight_id = taken.save_id, taken.highlight_id


def _of(
    save: Save, *, note: str = "", quote: str = "", highlight_id: int | None = None
) -> Attachment:
    url = shareable(_address(save))
    return Attachment(
        url=url,
        title=clip(said(one_line(save.title)), 500),
        site=display_host(url)[:255],
        excerpt=clip(said(one_line(save.excerpt)), EXCERPT_LENGTH),
        quote=quote,
        save_id=save.id,
        highlight_id=highlight_id,
        note=note,
    )


def _address(save: Save) -> str:
    """Return what the page calls its own address, if that is of the site it was saved from."""
    own = save.canonical_url or ""
    return own if own and host_of(own) == host_of(save.given_url) else save.given_url
