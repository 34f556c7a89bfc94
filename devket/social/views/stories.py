"""Watching stories: the viewer, who has seen one, answers."""

from __future__ import annotations

from flask import Response, make_response, render_template, request, url_for
from flask_babel import gettext
from flask_login import login_required
from werkzeug.wrappers import Response as BaseResponse

from devket.accounts.views import me
from devket.core.errors import InvalidError, NotFoundError, TooManyRequestsError
from devket.core.urls import is_same_origin_path
from devket.db import db
from devket.social import presenters, queries
from devket.social.forms.stories import AnswerForm
from devket.social.presenters import stories as views
from devket.social.queries.stories import Tray, own_story
from devket.social.services import stories
from devket.social.views import limits
from devket.social.views.blueprint import blueprint
from devket.social.views.people import viewer
from devket.web.errors import status_of, told
from devket.web.htmx import go_to, is_htmx
from devket.web.parts import parts
from devket.web.toasts import toast

_FEW = 12  # of those who have seen it, shown with the story itself


@blueprint.get("/stories/<int:story_id>")
def story(story_id: int) -> Response:
    """Show a story, to htmx without the page around it."""
    return _show(story_id, AnswerForm())


def _show(story_id: int, form: AnswerForm, status: int = 200) -> Response:
    session, viewer_id, now = db.session(), viewer(), parts().clock()
    tray = queries.tray_of(session, viewer_id, now) if viewer_id is not None else None
    try:
        watched = queries.story_of(session, viewer_id, story_id, now)
    except NotFoundError:
        if is_htmx():  # whose script then opens the page
            return make_response("", 404)
        gone = render_template("social/story_gone.html", next_href=views.onward(tray))
        return make_response(gone, 404)
    shown = views.story_view(watched, tray, viewer_id=viewer_id, now=now)
    seen: tuple[views.WitnessView, ...] = ()
    if shown.is_mine:
        seen = views.witnesses(queries.seen_by(session, watched.story, size=_FEW), now=now)
    name = "social/_story.html" if is_htmx() else "social/story.html"
    page = render_template(name, story=shown, seen=seen, form=form, page_theme="dark")
    return make_response(page, status)


@blueprint.post("/stories/<int:story_id>/seen")
@login_required
def see_story(story_id: int) -> BaseResponse:
    """Write down that a story was seen; go on, where no script does."""
    stories.see(db.session(), viewer_id=me().id, story_id=story_id, clock=parts().clock)
    return Response(status=204) if is_htmx() else go_to(_onward())


@blueprint.get("/stories/<int:story_id>/seen-by")
@login_required
def story_seen_by(story_id: int) -> str:
    """List who has seen a story, to its author."""
    session, now = db.session(), parts().clock()
    found = own_story(session, me().id, story_id, now)
    page = queries.seen_by(session, found, after=request.args.get("after"))
    return render_template(
        "social/story_seen.html", story=found, page=page, seen=views.witnesses(page, now=now)
    )


@blueprint.post("/stories/<int:story_id>/answer")
@login_required
def answer_story(story_id: int) -> BaseResponse:
    """Send an answer to the author; what was typed comes back when it cannot be sent."""
    form = AnswerForm()
    try:
        limits.count(limits.COMMENT)
        text, clock = form.text.data or "", parts().clock
        stories.answer(db.session(), viewer_id=me().id, story_id=story_id, text=text, clock=clock)
    except (InvalidError, TooManyRequestsError) as error:
        if is_htmx():
            raise
        form.text.errors = [told(error)]
        return _show(story_id, form, status_of(error))
    toast(gettext("Your answer was sent."))
    if is_htmx():
        form.text.data = ""
        page = render_template("social/_story_answered.html", story_id=story_id, form=form)
        return make_response(page)
    return go_to(url_for("social.story", story_id=story_id))


@blueprint.post("/stories/<int:story_id>/delete")
@login_required
def delete_story(story_id: int) -> BaseResponse:
    """Take a story away and go on to the next."""
    stories.delete_story(db.session(), viewer_id=me().id, story_id=story_id, clock=parts().clock)
    toast(gettext("Story deleted."), undo_href=url_for("social.restore_story", story_id=story_id))
    return go_to(_onward())


@blueprint.post("/stories/<int:story_id>/restore")
@login_required
def restore_story(story_id: int) -> BaseResponse:
    """Bring a deleted story back for the rest of its time."""
    stories.restore_story(db.session(), viewer_id=me().id, story_id=story_id, clock=parts().clock)
    toast(gettext("It is back."))
    return go_to(url_for("social.feed"))


def _onward() -> str:
    wanted = request.form.get("next", "")
    return wanted if is_same_origin_path(wanted) else url_for("social.feed")


def tray_shown() -> tuple[Tray, presenters.TrayView]:
    """Return the tray of whoever asks, and as the page of the feed shows it."""
    session, viewer_id = db.session(), me().id
    found = queries.tray_of(session, viewer_id, parts().clock())
    return found, views.tray_view(found, viewer_id, queries.waiting_of(session, viewer_id))
