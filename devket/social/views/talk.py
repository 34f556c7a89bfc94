"""Comments: said, answered, put right, deleted; closed and opened by the post's author."""

from __future__ import annotations

from flask import make_response, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import login_required
from werkzeug.wrappers import Response

from devket.accounts.views import me
from devket.core.errors import ConflictError, DevketError, InvalidError, NotFoundError
from devket.db import db
from devket.social import queries
from devket.social.forms.talk import CommentForm, CommentingForm
from devket.social.models import Comment, Commenting, Post
from devket.social.presenters import cards_of
from devket.social.queries import threads
from devket.social.services import commenting
from devket.social.views.blueprint import blueprint
from devket.social.views.limits import COMMENT, count
from devket.social.views.people import viewer
from devket.social.views.talked import refused, said, show_form
from devket.social.views.threads import branch_shown, one_shown, thread_shown
from devket.web.htmx import back, is_htmx
from devket.web.parts import parts
from devket.web.toasts import toast


@blueprint.post("/posts/<int:post_id>/comments")
@login_required
def comment(post_id: int) -> Response:
    """Say something to a post, or answer one of its comments."""
    form = CommentForm()
    try:
        count(COMMENT)
        queries.post_of(db.session(), me().id, post_id)
        if not form.validate():
            raise ConflictError(commenting.NOT_THERE)
        row = commenting.comment(
            db.session(),
            form.text.data or "",
            author_id=me().id,
            post_id=post_id,
            parent_id=form.parent.data,
            clock=parts().clock,
        )
    except DevketError as error:
        return refused(error, form, url_for("social.comment", post_id=post_id))
    return said(row)


@blueprint.get("/comments/<int:comment_id>")
def comment_page(comment_id: int) -> str | Response:
    """Show one comment with the answers to it; an answer stands with what it answers."""
    row, post = threads.comment_of(db.session(), viewer(), comment_id)
    if is_htmx():
        return render_template("social/_said.html", one=one_shown(row, post))
    if row.parent_id is not None:
        root = url_for("social.comment_page", comment_id=row.parent_id, before=row.id + 1)
        return redirect(f"{root}#comment-{row.id}")
    return render_template("social/comment.html", thread=branch_shown(row, post))


@blueprint.get("/comments/<int:comment_id>/answer")
@login_required
def answer(comment_id: int) -> Response:
    """Show the box in which a comment is answered."""
    row, post = threads.comment_of(db.session(), me().id, comment_id)
    one = one_shown(row, post)
    if one.author is None or not one.can_answer:
        raise NotFoundError
    form = CommentForm(parent=row.id, text=f"@{one.author.handle} " if row.parent_id else "")
    return show_form(form, url_for("social.comment", post_id=post.id), one=one)


@blueprint.route("/comments/<int:comment_id>/edit", methods=["GET", "POST"])
@login_required
def correct(comment_id: int) -> Response:
    """Show the box in which one's own comment is put right, and take what comes from it."""
    here = url_for("social.correct", comment_id=comment_id)
    row = threads.own_comment(db.session(), me().id, comment_id)
    form = CommentForm(text=row.text)
    if not form.is_submitted():
        return show_form(form, here, own=row.id)
    try:
        count(COMMENT)
        row = commenting.correct(
            db.session(),
            form.text.data or "",
            author_id=me().id,
            comment_id=comment_id,
            clock=parts().clock,
        )
    except DevketError as error:
        return refused(error, form, here, own=comment_id)
    return _changed(row)


@blueprint.post("/comments/<int:comment_id>/delete")
@login_required
def remove(comment_id: int) -> Response:
    """Delete a comment, as its author or as the post's."""
    row = commenting.remove(
        db.session(), viewer_id=me().id, comment_id=comment_id, clock=parts().clock
    )
    toast(_("Comment deleted."), undo_href=url_for("social.restore", comment_id=comment_id))
    return _changed(row)


@blueprint.post("/comments/<int:comment_id>/restore")
@login_required
def restore(comment_id: int) -> Response:
    """Take the deletion of a comment back."""
    row = commenting.restore(
        db.session(), viewer_id=me().id, comment_id=comment_id, clock=parts().clock
    )
    toast(_("The comment is back."))
    return redirect(back(url_for("social.post", post_id=row.post_id)), code=303)


@blueprint.post("/posts/<int:post_id>/commenting")
@login_required
def set_commenting(post_id: int) -> Response:
    """Open or close the comments of the own post, or close and hide them."""
    form = CommentingForm()
    threads.own_post(db.session(), me().id, post_id)
    if not form.validate():
        raise InvalidError("Choose whether comments are open, closed or hidden.")
    to = Commenting(form.to.data)
    post = commenting.set_commenting(db.session(), author_id=me().id, post_id=post_id, to=to)
    if not is_htmx():
        return redirect(url_for("social.post", post_id=post_id, _anchor="thread"), code=303)
    return make_response(render_template("social/_thread.html", thread=thread_shown(post)))


def _changed(row: Comment) -> Response:
    """Answer with a comment as it is now, or without it; to others with the page they were on."""
    session = db.session()
    if not is_htmx():
        home = url_for("social.post", post_id=row.post_id)
        came_from = back(home)
        is_its_page = came_from.startswith(f"/comments/{row.id}")
        return redirect(f"{home}#thread" if is_its_page else came_from, code=303)
    post = session.get_one(Post, row.post_id)
    cards = cards_of(queries.posts_with(session, me().id, [post]), me().id)
    is_left = row.deleted_at is None or threads.has_answers(session, row)
    one = one_shown(row, post) if is_left else None
    return make_response(
        render_template("social/_changed.html", one=one, comment_id=row.id, post=cards[0])
    )
