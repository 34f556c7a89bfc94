"""Files of the feed, to whoever may see what shows them."""

from __future__ import annotations

from flask import Response
from sqlalchemy import select

from devket.core.errors import NotFoundError
from devket.db import db
from devket.social import queries
from devket.social.models import WIDTHS, Picture, PictureState
from devket.social.policies import viewable_by
from devket.social.services.quotes import PNG
from devket.social.views.blueprint import blueprint
from devket.social.views.people import viewer
from devket.web.media import send
from devket.web.parts import parts

WEBP = "image/webp"


@blueprint.get("/media/pictures/<int:picture_id>/<int:width>")
def picture(picture_id: int, width: int) -> Response:
    """Send a picture of a post or a story in one of its sizes."""
    now = parts().clock()
    row = db.session.execute(
        select(Picture, viewable_by(None, now)).where(
            Picture.id == picture_id,
            Picture.state == PictureState.READY,
            viewable_by(viewer(), now),
        )
    ).first()
    if row is None or width not in WIDTHS:
        raise NotFoundError
    found, is_for_all = row
    keys = (found.small_key, found.medium_key, found.large_key)
    return send(keys[WIDTHS.index(width)] or "", content_type=WEBP, is_for_all=is_for_all)


@blueprint.get("/media/quotes/<int:post_id>")
def quote_card(post_id: int) -> Response:
    """Send the drawn quote of a post."""
    key = queries.post_of(db.session(), viewer(), post_id).card_key
    if key is None:
        raise NotFoundError
    return send(key, content_type=PNG)


@blueprint.get("/media/people/<handle>/<key>")
def profile_picture(handle: str, key: str) -> Response:
    """Send the picture of a person; `key` tells browsers when it is another one."""
    _, profile = queries.met(db.session(), viewer(), handle)
    if not (profile.picture_key or "").startswith(key):
        raise NotFoundError
    return send(profile.picture_key or "", content_type=WEBP, is_forever=True)
