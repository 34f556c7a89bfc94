"""What is public, what carries a hashtag, what names one; people one might want to follow."""

from __future__ import annotations

from flask import Response, render_template, request
from flask_babel import gettext as _
from flask_login import login_required

from devket.accounts.views import me
from devket.core.wording import hashtag_name
from devket.db import db
from devket.social.presenters import feeds
from devket.social.queries import exploring, suggesting
from devket.social.views.blueprint import blueprint
from devket.social.views.feeds import after, list_page, size
from devket.social.views.people import viewer
from devket.web.htmx import is_htmx
from devket.web.parts import parts

MOST_PEOPLE = 6
LIKED = "liked"


@blueprint.get("/explore")
def explore() -> Response:
    """Show what is public: the newest, or with `sort=liked` what was liked most this week."""
    session, is_liked = db.session(), request.args.get("sort") == LIKED
    if is_liked:
        now = parts().clock()
        page = exploring.liked_page(session, viewer(), now=now, after=after(), size=size())
    else:
        page = exploring.recent_page(session, viewer(), after=after(), size=size())
    return list_page(page, "social/explore.html", is_liked=is_liked)


@blueprint.get("/explore/people")
@login_required
def suggestions() -> str:
    """Show people one might want to follow; to htmx, the list of them alone."""
    found = suggesting.suggested(db.session(), me().id, now=parts().clock(), most=MOST_PEOPLE)
    people = feeds.suggested_people(found)
    template = "_suggestions.html" if is_htmx() else "people_to_follow.html"
    return render_template(f"social/{template}", people=people)


@blueprint.get("/hashtags/<name>")
def hashtag(name: str) -> Response:
    """Show the posts with a hashtag, in whatever case and form it is written."""
    page = exploring.tagged_page(
        db.session(), viewer(), hashtag_name(name), after=after(), size=size()
    )
    return list_page(page, "social/hashtag.html", title=f"#{hashtag_name(name)}")


@blueprint.get("/mentions")
@login_required
def mentions() -> Response:
    """Show the posts that name whoever asks."""
    page = exploring.naming_page(db.session(), me().id, after=after(), size=size())
    return list_page(page, "social/mentions.html", title=_("Mentions"))
