"""Tags: of an entry, of a person."""

from __future__ import annotations

from flask import Response

from devket.compat.wallabag.forms import asked, labels, sent
from devket.compat.wallabag.presenters.answers import answer
from devket.compat.wallabag.presenters.entries import tag
from devket.compat.wallabag.queries.details import details_of, tag_of, tags_in_use
from devket.compat.wallabag.views.blueprint import asker, route
from devket.compat.wallabag.views.entries import shown
from devket.core.errors import NotFoundError
from devket.core.tags import tag_key
from devket.db import db
from devket.library.queries import TagRow, save_of, tags_at
from devket.library.services.tagging import delete_tag, tag_saves, untag_saves
from devket.web.parts import parts


@route("/api/entries/<int:save_id>/tags", "GET")
def entry_tags(save_id: int) -> Response:
    """Tell the tags of an entry."""
    save = save_of(db.session(), asker().id, save_id)
    details = details_of(db.session(), asker().id, [save])
    return answer([tag(row) for row in details.tags.get(save_id, ())])


@route("/api/entries/<int:save_id>/tags", "POST")
def tag_entry(save_id: int) -> Response:
    """Add tags to an entry."""
    names = labels(sent().get("tags"))
    save_of(db.session(), asker().id, save_id)
    if names:
        tag_saves(
            db.session(),
            owner_id=asker().id,
            save_ids=[save_id],
            names=names,
            clock=parts().clock,
        )
    return shown(save_id)


@route("/api/entries/<int:save_id>/tags/<int:tag_id>", "DELETE")
def untag_entry(save_id: int, tag_id: int) -> Response:
    """Take a tag off an entry."""
    save_of(db.session(), asker().id, save_id)
    row = tag_of(db.session(), asker().id, tag_id)
    untag_saves(
        db.session(),
        owner_id=asker().id,
        save_ids=[save_id],
        names=[row.name],
        clock=parts().clock,
    )
    return shown(save_id)


@route("/api/tags", "GET")
def all_tags() -> Response:
    """Tell the tags of all entries, with how many carry each."""
    rows = tags_in_use(db.session(), asker().id)
    return answer([tag(row, with_count=True) for row in rows])


@route("/api/tags/<int:tag_id>", "DELETE")
def drop_tag(tag_id: int) -> Response:
    """Delete a tag from all entries."""
    return answer(_drop(tag_of(db.session(), asker().id, tag_id)))


@route("/api/tag/label", "DELETE")
def drop_label() -> Response:
    """Delete a tag by its name."""
    named = labels(asked().get("tag"))
    if not named:
        raise NotFoundError
    return answer(_drop(_named(named[:1])[0]))


@route("/api/tags/label", "DELETE")
def drop_labels() -> Response:
    """Delete several tags by their names."""
    return answer([_drop(row) for row in _named(labels(asked().get("tags")))])


def _named(names: tuple[str, ...]) -> list[TagRow]:
    """Return the tags of these names; `NotFoundError` when there is none of them."""
    keys = [tag_key(name) for name in names]
    found = tags_at(db.session(), asker().id, keys)
    if not found:
        raise NotFoundError
    return [found[key] for key in dict.fromkeys(keys) if key in found]


def _drop(row: TagRow) -> dict[str, object]:
    delete_tag(
        db.session(), owner_id=asker().id, name=row.name, with_below=False, clock=parts().clock
    )
    return tag(row)
