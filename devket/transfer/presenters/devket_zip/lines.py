"""Rows as the lines of a Devket zip. Which columns, is told in docs/export.md."""

from __future__ import annotations

from typing import Any

from devket.accounts.models import User
from devket.library.models import Capture, Tag
from devket.search.models import SavedSearch
from devket.transfer.queries.beside import Posted, Said
from devket.transfer.queries.kept import Kept, Marked
from devket.transfer.services import names
from devket.transfer.services.columns import written

Line = dict[str, Any]


def of_person(user: User) -> Line:
    """Return what `account.json` says."""
    return {
        "handle": user.handle,
        "email": user.email,
        "preferences": written(user, names.PREFERENCES),
        "profile": written(user.profile, names.PROFILE),
    }


def of_tag(tag: Tag) -> Line:
    """Return a tag."""
    return written(tag, names.TAG)


def of_search(search: SavedSearch) -> Line:
    """Return a search that is kept."""
    return written(search, names.SEARCH)


def of_save(kept: Kept) -> Line:
    """Return a save with its text, highlights, note and all."""
    save = kept.save
    line = written(save, names.SAVE)
    line |= {"tags": list(kept.tags), "note": kept.note}
    line["highlights"] = [_mark(mark) for mark in kept.marks]
    position = kept.position
    line["position"] = written(position, names.POSITION) if position is not None else None
    line["version"] = _version(save.capture) if save.capture is not None else None
    return line


def _version(capture: Capture) -> Line:
    line = written(capture, names.VERSION)
    line["images"] = [written(image, names.IMAGE) for image in capture.images]
    article = capture.article
    line["html"] = str(article.content_html) if article is not None else None
    line["text"] = article.text if article is not None else None
    return line


def _mark(mark: Marked) -> Line:
    line = written(mark.highlight, names.HIGHLIGHT)
    return {**line, "start": mark.start, "end": mark.end}


def of_post(posted: Posted) -> Line:
    """Return a post with its pictures and earlier texts."""
    line = written(posted.post, names.POST)
    line["pictures"] = [
        {**written(picture, names.PICTURE), "alt": image.alt, "position": image.position}
        for image, picture in posted.pictures
    ]
    line["edits"] = [written(edit, names.EDIT) for edit in posted.edits]
    line["save"] = posted.save_url
    quote = posted.quote
    line["highlight"] = written(quote, names.ANCHOR) if quote is not None else None
    return line


def of_comment(said: Said) -> Line:
    """Return a comment; the post and what it answers are told by author and time."""
    line = written(said.comment, names.COMMENT)
    at = written(said.post, ("uploaded_at",))["uploaded_at"]
    line["post"] = {"author": said.post_author, "uploaded_at": at}
    line["answers"] = None
    if said.parent is not None:
        told = written(said.parent, ("created_at",))
        line["answers"] = {"author": said.parent_author, **told}
    return line
