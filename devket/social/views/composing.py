"""The editor of posts: writing a draft, publishing it, changing what is published.

Whatever is pressed, a draft is kept first, in a transaction of its own: what was typed and which
pictures were sent survives whatever is refused afterwards.
"""

from __future__ import annotations

from flask import make_response, request, url_for
from flask_login import login_required
from werkzeug.wrappers import Response

from devket.accounts.views import me
from devket.db import db
from devket.social import queries
from devket.social.forms.posts import number, sent
from devket.social.models import MOST_PICTURES
from devket.social.services import attaching, pictures
from devket.social.services.drafting import Written
from devket.social.views.blueprint import blueprint
from devket.web.htmx import go_to
from devket.web.sizes import USUAL, takes_up_to

MOST_SENT = MOST_PICTURES * pictures.MOST_BYTES + USUAL


@blueprint.route("/posts/new", methods=["GET", "POST"])
@login_required
@takes_up_to(MOST_SENT, in_fields=USUAL)
def compose() -> Response:
    """Show the draft one is at, or an empty one; keep or publish what is sent."""
    if request.method == "POST":
        return _on_draft(sent(), None)
    session, ids = (
        db.session(),
        [number(request.args.get(one, "")) for one in ("save", "highlight")],
    )
    draft = queries.draft_of(session, me().id)
    offered = attaching.attachment_of(session, me().id, *ids)
    note = offered.note if offered and request.args.get("note") else ""
    shown = Written(text=note) if note and not (draft and draft.text) else None
    return make_response(_page(_editor(draft, shown=shown), offered=offered))


@blueprint.route("/posts/<int:post_id>/edit", methods=["GET", "POST"])
@login_required
@takes_up_to(MOST_SENT, in_fields=USUAL)
def edit_post(post_id: int) -> Response:
    """Show one's own post or draft to be changed; keep what is sent."""
    post = queries.written(db.session(), me().id, post_id)
    if request.method == "POST":
        return _on_draft(sent(), post_id) if post.uploaded_at is None else _change(post, sent())
    if post.is_awaited:
        return go_to(url_for("social.waiting", post_id=post_id))
    return make_response(_page(_editor(post)))
