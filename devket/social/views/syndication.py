"""The Atom feed of a profile."""

from __future__ import annotations

from flask import Response, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from devket.core.errors import NotFoundError
from devket.db import db
from devket.social import queries
from devket.social.models import Post, Visibility
from devket.social.presenters import face_of, feed_of
from devket.social.views.blueprint import blueprint
from devket.social.views.people import in_lower_case, viewer
from devket.web.parts import parts

ENTRIES = 30


@blueprint.get("/@<handle>.atom", endpoint="atom")
@in_lower_case
def feed(handle: str) -> BaseResponse:
    """Give a person's newest public posts to programs, which mostly are nobody.

    A private account's are given to none, and whoever is signed in meets what they meet elsewhere.
    """
    session, viewer_id = db.session(), viewer()
    user, profile = queries.met(session, viewer_id, handle)
    if user.is_private:
        raise NotFoundError
    page = queries.posts_page(
        session,
        viewer_id,
        Post.author_id == user.id,
        Post.visibility == Visibility.PUBLIC,
        size=ENTRIES,
    )
    title = _("Posts by %(name)s", name=face_of(user, profile).name)
    images = queries.images_of(session, [post.id for post in page.items])
    told = feed_of(user, profile, page.items, images, base_url=parts().base_url, title=title)
    response = Response(told, content_type="application/atom+xml; charset=utf-8")
    response.headers["Cache-Control"] = "private, no-cache"
    response.add_etag()
    return response.make_conditional(request)
