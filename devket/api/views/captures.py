"""Versions of a save: all that are kept, one with its text, and asking for a new one."""

from __future__ import annotations

from typing import Any

from flask import Response

from devket.api import forms
from devket.api.presenters import saves as telling
from devket.api.presenters import shapes
from devket.api.views.blueprint import Gives, operation
from devket.api.views.frame import answer, listed, me
from devket.api.views.saves import enqueue, whole
from devket.db import db
from devket.library import queries as library
from devket.library import services
from devket.library.services.versions import choose_again, show_version
from devket.web.parts import parts

ABOUT = "Captures"
_SHOWN = "/saves/<int:save_id>/captures/<int:version>/shown"


@operation(
    "GET", "/saves/<int:save_id>/captures", "saves:read", Gives(shapes.VersionList), about=ABOUT
)
def list_captures(save_id: int) -> Response:
    """List the versions of a save that are kept, newest first."""
    session = db.session()
    save = library.save_of(session, me(), save_id)
    held = library.versions_of(session, save)
    return listed([telling.version_told(save, one) for one in held], None)


@operation(
    "GET",
    "/saves/<int:save_id>/captures/<int:version>",
    "saves:read",
    Gives(shapes.Version),
    about=ABOUT,
    asks=forms.CaptureAsked,
)
def get_capture(asked: dict[str, Any], save_id: int, version: int) -> Response:
    """Tell of one version, on demand with its text."""
    session = db.session()
    save = library.save_of(session, me(), save_id)
    one = library.version_with_text(session, me(), save_id, version)
    told = telling.version_told(save, one)
    if asked.get("include") == "content":
        told["content"] = telling.content_told(one.version, one.article)
    return answer(told)


@operation("PUT", _SHOWN, "saves:write", Gives(shapes.WholeSave), about=ABOUT)
def show_capture(save_id: int, version: int) -> Response:
    """Show this version from now on; none that comes later takes its place."""
    session = db.session()
    save = show_version(session, viewer_id=me(), save_id=save_id, version=version)
    return answer(whole(session, save))


@operation("DELETE", _SHOWN, "saves:write", Gives(shapes.WholeSave), about=ABOUT)
def unshow_capture(save_id: int, version: int) -> Response:
    """Leave it to Devket again which version is shown."""
    session = db.session()
    library.version_with_text(session, me(), save_id, version)
    return answer(whole(session, choose_again(session, viewer_id=me(), save_id=save_id)))


@operation(
    "POST",
    "/saves/<int:save_id>/captures",
    "saves:write",
    Gives(shapes.WholeSave, 202),
    about=ABOUT,
)
def add_capture(save_id: int) -> Response:
    """Have the page fetched again. What is kept stays until a better version is there."""
    session = db.session()
    save = services.retry(session, viewer_id=me(), save_id=save_id, clock=parts().clock)
    enqueue(save)
    return answer(whole(session, save), 202)
