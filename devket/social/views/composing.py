"""The editor of posts: writing a draft, publishing it, changing what is published.

Whatever is pressed, a draft is kept first, in transactions of their own: what was typed and which
pictures were sent survives whatever is refused afterwards.
"""

from __future__ import annotations

from collections.abc import Mapping

from flask import make_response, render_template, request, url_for
from flask_babel import gettext
from flask_login import login_required
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from devket.accounts.views import me
from devket.core.errors import DevketError, InvalidError, TooManyRequestsError
from devket.db import db, run_after_commit, transaction
from devket.social import queries
from devket.social.forms.posts import number, sent
from devket.social.jobs import draw_card, write_picture
from devket.social.models import MOST_PICTURES, Post
from devket.social.presenters.editing import Editor, edited_photo, editor_of, rearranged
from devket.social.services import attaching, composing, editing, pictures, publishing
from devket.social.services.attaching import Attachment
from devket.social.services.composing import Sent
from devket.social.services.drafting import Written
from devket.social.services.publishing import NOTHING
from devket.social.views.blueprint import blueprint
from devket.social.views.limits import POST, UPLOAD, count
from devket.social.views.uploads import FILES, FORM, received_files
from devket.web.errors import status_of, told
from devket.web.htmx import go_to, is_htmx
from devket.web.parts import parts
from devket.web.sizes import takes_files_up_to
from devket.web.toasts import toast

Problems = Mapping[str, DevketError]


@blueprint.route("/posts/new", methods=["GET", "POST"])
@login_required
@takes_files_up_to(FORM)
def compose() -> Response:
    """Show the draft one is at, or an empty one; keep or publish what is sent."""
    if request.method == "POST":
        return _on_draft(sent(), None)
    session, asked = db.session(), request.args
    save_id, highlight_id = number(asked.get("save", "")), number(asked.get("highlight", ""))
    offered = attaching.attachment_of(session, me().id, save_id, highlight_id)
    draft = queries.draft_of(session, me().id)
    is_free = draft is None or not draft.text
    note = offered.note if offered and is_free and asked.get("note") else ""
    return _page(draft, offered=offered, typed=Written(text=note) if note else None)


@blueprint.route("/posts/<int:post_id>/edit", methods=["GET", "POST"])
@login_required
@takes_files_up_to(FORM)
def edit_post(post_id: int) -> Response:
    """Show one's own post or draft to be changed; keep what is sent."""
    post = queries.written(db.session(), me().id, post_id)
    if request.method == "POST":
        return _on_draft(sent(), post_id) if post.uploaded_at is None else _change(post, sent())
    if post.is_awaited:
        return go_to(url_for("social.waiting", post_id=post_id))
    return _page(post)


def _on_draft(what: Sent, post_id: int | None) -> Response:
    """Keep the draft, then do what was pressed."""
    author_id = me().id
    draft_id, problems = _keep(what, author_id, post_id)
    if draft_id and what.act == "publish" and not problems:
        try:
            return _publish(author_id, draft_id)
        except (InvalidError, TooManyRequestsError) as error:
            db.session.rollback()
            problems = {getattr(error, "field", None) or "text": error}
    draft = queries.written(db.session(), author_id, draft_id) if draft_id else None
    if problems:
        return _page(draft, typed=what.written, problems=problems)
    _tell(what, draft_id)
    if is_htmx():
        return make_response(render_template("social/_draft_kept.html"))
    return go_to(request.path)


def _keep(
    what: Sent, author_id: int, post_id: int | None
) -> tuple[int | None, dict[str, DevketError]]:
    """Keep what can be kept of what was sent; return the draft and what could not, by field."""
    # SQLite has one writer: the request's own transaction must not be in the way of these.
    db.session.rollback()
    problems: dict[str, DevketError] = {}
    with transaction() as session:
        kept = composing.keep(session, author_id=author_id, draft_id=post_id, sent=what)
    draft_id = kept.post_id if kept else None
    if kept:
        problems.update(kept.problems)
    for file in request.files.getlist(FILES)[: MOST_PICTURES + 1]:
        try:
            draft_id = _take_in(author_id, draft_id, file) if file.filename else draft_id
        except (InvalidError, TooManyRequestsError) as error:
            problems["pictures"] = error
    if draft_id is None and what.act == "publish" and not problems:
        problems["text"] = InvalidError(NOTHING)
    return draft_id, problems


def _take_in(author_id: int, draft_id: int | None, file: FileStorage) -> int:
    """Put a file that came with the form into the draft; return the draft's id."""
    count(UPLOAD)
    at_hand = parts()
    data = pictures.read_bounded(file.stream)
    with transaction() as session:
        post, picture = composing.put_picture(
            session,
            author_id=author_id,
            draft_id=draft_id,
            data=data,
            blobs=at_hand.blobs,
            clock=at_hand.clock,
        )
        post_id, picture_id = post.id, picture.id
    at_hand.queue.enqueue(write_picture, picture_id)
    return post_id


def _tell(what: Sent, draft_id: int | None) -> None:
    if draft_id and what.act == "keep" and not is_htmx():
        toast(gettext("Draft kept."))
    elif draft_id and what.act == "remove":
        put = url_for("social.put_picture", post_id=draft_id, picture_id=what.which)
        toast(gettext("Picture removed."), undo_href=put)


def _publish(author_id: int, post_id: int) -> Response:
    count(POST)
    session, at_hand = db.session(), parts()
    post = publishing.publish(session, author_id=author_id, post_id=post_id, clock=at_hand.clock)
    if post.is_awaited:
        return go_to(url_for("social.waiting", post_id=post.id))
    if post.card_due_at is not None:
        drawn_id = post.id
        run_after_commit(session, lambda: at_hand.queue.enqueue(draw_card, drawn_id))
    toast(gettext("Your post is published."))
    return go_to(url_for("social.post", post_id=post.id))


def _change(post: Post, what: Sent) -> Response:
    """Change a published post; the buttons beside its pictures change what is sent, no more."""
    if what.act != "publish":
        return _page(post, typed=what.written, arranged=what)
    got = received_files(most=MOST_PICTURES)
    try:
        for problem in got.problems:
            raise problem
        editing.edit(
            db.session(),
            author_id=me().id,
            post_id=post.id,
            written=what.written,
            order=[*what.order, *(picture.id for picture in got.pictures)],
            alts=what.alts,
            clock=parts().clock,
        )
    except InvalidError as error:
        problems = {error.field or "text": error}
        return _page(post, typed=what.written, arranged=what, problems=problems)
    toast(gettext("Your post is changed."))
    return go_to(url_for("social.post", post_id=post.id))


def _editor(
    post: Post | None,
    *,
    offered: Attachment | None = None,
    typed: Written | None = None,
    arranged: Sent | None = None,
    problems: Problems | None = None,
) -> Editor:
    session, now = db.session(), parts().clock()
    rows = queries.pictures_of(session, post.id) if post else []
    photos = [edited_photo(image, picture, now=now) for image, picture in rows]
    return editor_of(
        post,
        rearranged(photos, arranged.moved, arranged.alts) if arranged else photos,
        places=queries.own_places(session, me().id),
        offered=offered,
        typed=typed,
        problems={name: told(error) for name, error in (problems or {}).items()},
    )


def _page(
    post: Post | None,
    *,
    offered: Attachment | None = None,
    typed: Written | None = None,
    arranged: Sent | None = None,
    problems: Problems | None = None,
) -> Response:
    editor = _editor(post, offered=offered, typed=typed, arranged=arranged, problems=problems)
    status = max((status_of(error) for error in (problems or {}).values()), default=200)
    return make_response(render_template("social/editor.html", editor=editor), status)
