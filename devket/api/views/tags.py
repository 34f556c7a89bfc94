"""Tags: the list, renaming and merging, deleting."""

from __future__ import annotations

from typing import Any

from flask import Response

from devket.api import forms
from devket.api.presenters import saves as telling
from devket.api.presenters import shapes
from devket.api.presenters.saves import Told
from devket.api.views.blueprint import Gives, operation
from devket.api.views.frame import answer, expect, listed, me, nothing
from devket.core.errors import NotFoundError
from devket.db import db
from devket.library import queries as library
from devket.library.services import tagging
from devket.web.parts import parts

ABOUT = "Tags"


@operation("GET", "/tags", "saves:read", Gives(shapes.TagList), about=ABOUT, asks=forms.TagsAsked)
def list_tags(asked: dict[str, Any]) -> Response:
    """List your tags by their names, 200 at once."""
    page = library.all_tags(
        db.session(), me(), holding=asked.get("q", ""), after=asked.get("cursor")
    )
    return listed([telling.tag_told(tag) for tag in page.items], page.next_cursor)


@operation("GET", "/tags/<path:name>", "saves:read", Gives(shapes.Tag), about=ABOUT)
def get_tag(name: str) -> Response:
    """Tell of one tag."""
    return answer(_told(name))


@operation(
    "PATCH",
    "/tags/<path:name>",
    "saves:write",
    Gives(shapes.Tag),
    about=ABOUT,
    takes=forms.TagChange,
)
def rename_tag(sent: dict[str, Any], name: str) -> Response:
    """Give a tag another name, or merge it into the one that has it."""
    expect(_told(name))
    moved = tagging.move_tag(
        db.session(),
        owner_id=me(),
        name=name,
        to=sent["name"],
        may_merge=sent["merge"],
        clock=parts().clock,
    )
    return answer(_told(moved.name))


@operation(
    "DELETE",
    "/tags/<path:name>",
    "saves:write",
    Gives(None, 204),
    about=ABOUT,
    asks=forms.TagTaken,
)
def delete_tag(asked: dict[str, Any], name: str) -> Response:
    """Delete a tag. What carried it stays."""
    tagging.delete_tag(
        db.session(),
        owner_id=me(),
        name=name,
        with_below=asked["with_below"],
        clock=parts().clock,
    )
    return nothing()


def _told(name: str) -> Told:
    tag = library.tag_at(db.session(), me(), name)
    if tag is None:
        raise NotFoundError
    return telling.tag_told(tag)
