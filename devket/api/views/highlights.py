"""Highlights: all, those of a save, making one by its words, changing, deleting."""

from __future__ import annotations

from typing import Any

from flask import Response, url_for

from devket.api import forms
from devket.api.presenters import saves as telling
from devket.api.presenters import shapes
from devket.api.views.blueprint import Gives, operation
from devket.api.views.frame import answer, expect, listed, me, nothing
from devket.core.errors import ConflictError
from devket.core.tags import tag_key
from devket.db import db
from devket.library import queries as library
from devket.reading import queries as reading
from devket.reading.models import Color
from devket.reading.services import marking
from devket.reading.services.anchors import Anchor
from devket.reading.services.marking import Wanted
from devket.web.parts import parts

ABOUT = "Highlights"


@operation(
    "GET",
    "/highlights",
    "highlights:read",
    Gives(shapes.HighlightList),
    about=ABOUT,
    asks=forms.HighlightsAsked,
)
def list_highlights(asked: dict[str, Any]) -> Response:
    """List your highlights, newest first."""
    listing = reading.Listing(
        color=Color(asked["color"]) if asked.get("color") else None,
        tag=tag_key(asked.get("tag", "")),
        site=asked.get("site", ""),
        words=asked.get("q", ""),
    )
    page = reading.page_of(
        db.session(), me(), listing, after=asked.get("cursor"), size=asked["limit"]
    )
    return listed([telling.highlight_told(one.highlight) for one in page.items], page.next_cursor)


@operation(
    "GET",
    "/saves/<int:save_id>/highlights",
    "highlights:read",
    Gives(shapes.HighlightList),
    about=ABOUT,
)
def list_highlights_of_save(save_id: int) -> Response:
    """List the highlights of a save in the order they were made."""
    session = db.session()
    save = library.save_of(session, me(), save_id)
    return listed([telling.highlight_told(one) for one in reading.of_save(session, save)], None)


@operation(
    "POST",
    "/saves/<int:save_id>/highlights",
    "highlights:write",
    Gives(shapes.Highlight, 201),
    about=ABOUT,
    takes=forms.HighlightBody,
)
def add_highlight(sent: dict[str, Any], save_id: int) -> Response:
    """Mark a part of the text by its words.

    Words that stand there twice need those around them in `prefix` and `suffix`. The same part a
    second time changes its colour and note.
    """
    session = db.session()
    anchor = Anchor(sent["quote"], sent["prefix"], sent["suffix"])
    wanted = Wanted(
        version=sent.get("version") or _shown_version(save_id),
        start=0,
        end=0,
        anchor=anchor,
        color=Color(sent["color"]),
        note=sent["note"],
    )
    try:
        made = marking.add_highlight(
            session, viewer_id=me(), save_id=save_id, wanted=wanted, clock=parts().clock
        )
    except ConflictError as error:
        raise ConflictError(
            "These words are not in the text, or more than once. Send what stands around them too."
        ) from error
    here = url_for("api.get_highlight", highlight_id=made.id)
    return answer(telling.highlight_told(made), 201, location=here)


def _shown_version(save_id: int) -> int:
    save = library.save_with_article(db.session(), me(), save_id)
    if save.capture is None or save.capture.article is None:
        raise ConflictError("This save has no text yet in which anything could be marked.")
    return save.capture.version


@operation(
    "GET",
    "/highlights/<int:highlight_id>",
    "highlights:read",
    Gives(shapes.Highlight),
    about=ABOUT,
)
def get_highlight(highlight_id: int) -> Response:
    """Tell of one highlight."""
    found = reading.marked(db.session(), me(), highlight_id)
    return answer(telling.highlight_told(found.highlight))


@operation(
    "PATCH",
    "/highlights/<int:highlight_id>",
    "highlights:write",
    Gives(shapes.Highlight),
    about=ABOUT,
    takes=forms.HighlightChange,
)
def change_highlight(sent: dict[str, Any], highlight_id: int) -> Response:
    """Change the colour or the note of a highlight."""
    session = db.session()
    expect(telling.highlight_told(reading.marked(session, me(), highlight_id).highlight))
    found = marking.change_highlight(
        session,
        viewer_id=me(),
        highlight_id=highlight_id,
        color=Color(sent["color"]) if "color" in sent else None,
        note=sent.get("note"),
    )
    session.refresh(found.highlight)
    return answer(telling.highlight_told(found.highlight))


@operation(
    "DELETE",
    "/highlights/<int:highlight_id>",
    "highlights:write",
    Gives(None, 204),
    about=ABOUT,
)
def delete_highlight(highlight_id: int) -> Response:
    """Delete a highlight."""
    reading.marked(db.session(), me(), highlight_id)  # one that is deleted already is not there
    marking.delete_highlight(
        db.session(), viewer_id=me(), highlight_id=highlight_id, clock=parts().clock
    )
    return nothing()
