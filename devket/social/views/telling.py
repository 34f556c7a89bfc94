"""Telling a story: the form, empty or from a highlight."""

from __future__ import annotations

from typing import BinaryIO, cast

from flask import Response, make_response, render_template, request, url_for
from flask_babel import gettext
from flask_login import login_required
from werkzeug.wrappers import Response as BaseResponse

from devket.accounts.views import me
from devket.core.errors import InvalidError, NotFoundError, TooManyRequestsError
from devket.core.text import clip
from devket.db import db, run_after_commit
from devket.reading import queries as reading
from devket.reading.queries import Marked
from devket.social import queries
from devket.social.forms.stories import StoryForm
from devket.social.jobs import write_picture
from devket.social.models import STORY_LENGTH, Ground, Picture, Story
from devket.social.presenters import face_of
from devket.social.services import pictures, stories
from devket.social.services.stories import Told
from devket.social.views import limits
from devket.social.views.blueprint import blueprint
from devket.web.errors import status_of, told
from devket.web.htmx import go_to
from devket.web.parts import parts
from devket.web.routing import LARGEST_ID
from devket.web.sizes import USUAL, takes_up_to
from devket.web.toasts import toast


@blueprint.get("/stories/new")
@login_required
def new_story() -> Response:
    """Show the form of a story; `highlight` puts a quote into it."""
    form = StoryForm(highlight=request.args.get("highlight", ""))
    return _form(form, _marked(form))


@blueprint.post("/stories/new")
@login_required
@takes_up_to(pictures.MOST_BYTES + USUAL)
def tell_story() -> BaseResponse:
    """Tell a story; what was typed comes back when it cannot be told."""
    form = StoryForm()
    marked = None
    try:
        limits.count(limits.STORY)
        marked = _marked(form)
        if not form.validate():
            return _form(form, marked, 422)
        story = _tell(form, marked)
    except (InvalidError, TooManyRequestsError) as error:
        return _refused(form, marked, error)
    if story.uploaded_at is None:
        toast(gettext("Your story appears as soon as its picture is ready."))
        return go_to(url_for("social.feed"))
    toast(gettext("Your story is there for 24 hours."))
    return go_to(url_for("social.story", story_id=story.id))


def _tell(form: StoryForm, marked: Marked | None) -> Story:
    return stories.tell(
        db.session(),
        author_id=me().id,
        told=Told(
            text=form.text.data or "",
            ground=Ground(form.ground.data),
            alt=form.alt.data or "",
            link=form.link.data or "",
            picture=_received(),
            highlight=(marked.highlight, marked.save) if marked else None,
        ),
        clock=parts().clock,
    )


def _received() -> Picture | None:
    """Return the picture that was sent along, which the worker will write anew."""
    sent = request.files.get("pictures")
    if sent is None or not sent.filename:
        return None
    session, at_hand = db.session(), parts()
    picture = pictures.receive(
        session,
        owner_id=me().id,
        data=pictures.read_bounded(cast(BinaryIO, sent.stream)),
        blobs=at_hand.blobs,
        clock=at_hand.clock,
    )
    picture_id, queue = picture.id, at_hand.queue
    run_after_commit(session, lambda: queue.enqueue(write_picture, picture_id))
    return picture


def _marked(form: StoryForm) -> Marked | None:
    """Return the highlight that the form names; `NotFoundError` for one that is not theirs."""
    named = str(form.highlight.data or "")
    if not named:
        return None
    if not (named.isascii() and named.isdigit() and len(named) < 12 and int(named) <= LARGEST_ID):
        raise NotFoundError
    return reading.marked(db.session(), me().id, int(named))


def _refused(
    form: StoryForm, marked: Marked | None, error: InvalidError | TooManyRequestsError
) -> Response:
    name = error.field if isinstance(error, InvalidError) else None
    field = form[name] if name and name in form else form.text
    field.errors = [*field.errors, told(error)]
    return _form(form, marked or _marked(form), status_of(error))


def _form(form: StoryForm, marked: Marked | None, status: int = 200) -> Response:
    people = queries.people_of(db.session(), [me().id])
    page = render_template(
        "social/story_new.html",
        form=form,
        me=face_of(*people[me().id]),
        quote=clip(marked.highlight.quote, STORY_LENGTH) if marked else "",
        source=marked.save if marked else None,
        most=STORY_LENGTH,
    )
    return make_response(page, status)
