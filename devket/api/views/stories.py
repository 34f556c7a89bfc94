"""Stories: who tells some now, one, telling, seeing, deleting. At 24 hours exactly it is gone."""

from __future__ import annotations

from typing import Any

from flask import Response, url_for
from sqlalchemy.orm import Session

from devket.api import forms
from devket.api.presenters import people_shapes as shapes
from devket.api.presenters.saves import Told as Shown
from devket.api.views.blueprint import Gives, operation
from devket.api.views.frame import answer, listed, me, nothing
from devket.api.views.posts import site
from devket.db import db
from devket.reading import queries as reading
from devket.social import queries
from devket.social.models import Ground
from devket.social.services import stories as services
from devket.social.services.stories import Told
from devket.social.views.limits import STORY
from devket.web.parts import parts

ABOUT = "Stories"
_ONE = "/stories/<int:story_id>"


@operation("GET", "/stories", "social:read", Gives(shapes.TellerList), about=ABOUT)
def list_stories() -> Response:
    """List who tells stories now: you, then whom you follow."""
    tray = queries.tray_of(db.session(), me(), parts().clock())
    return listed(site().tellers(tray), None)


@operation("GET", _ONE, "social:read", Gives(shapes.Story), about=ABOUT)
def get_story(story_id: int) -> Response:
    """Tell of one story. That you have seen it is told its author by `PUT …/seen` alone."""
    return answer(_told(db.session(), story_id))


def _told(session: Session, story_id: int) -> Shown:
    return site().story(queries.story_of(session, me(), story_id, parts().clock()), me())


@operation(
    "POST",
    "/stories",
    "social:write",
    Gives(shapes.Story, 201),
    about=ABOUT,
    takes=forms.StoryBody,
    rule=STORY,
)
def add_story(sent: dict[str, Any]) -> Response:
    """Tell a story: a text, or a highlight of yours."""
    session, highlight_id = db.session(), sent.get("highlight_id")
    marked = reading.marked(session, me(), highlight_id) if highlight_id else None
    told = Told(
        text=sent.get("text", ""),
        ground=Ground(sent["ground"]),
        link=sent.get("link", ""),
        highlight=(marked.highlight, marked.save) if marked else None,
    )
    made = services.tell(session, author_id=me(), told=told, clock=parts().clock)
    here = url_for("api.get_story", story_id=made.id)
    return answer(_told(session, made.id), 201, location=here)


@operation("PUT", f"{_ONE}/seen", "social:write", Gives(None, 204), about=ABOUT)
def see_story(story_id: int) -> Response:
    """Let the author of a story know that you have seen it; once more changes nothing."""
    services.see(db.session(), viewer_id=me(), story_id=story_id, clock=parts().clock)
    return nothing()


@operation("DELETE", _ONE, "social:write", Gives(None, 204), about=ABOUT)
def delete_story(story_id: int) -> Response:
    """Take a story of yours away."""
    services.delete_story(db.session(), viewer_id=me(), story_id=story_id, clock=parts().clock)
    return nothing()
