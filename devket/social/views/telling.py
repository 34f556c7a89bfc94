"""Telling a story: the form, empty or from a highlight."""

from __future__ import annotations

from flask import Response, make_response, render_template, request, url_for
from flask_babel import gettext
from flask_login import login_required
from werkzeug.wrappers import Response as BaseResponse

from devket.accounts.views import me
from devket.core.errors import InvalidError, NotFoundError, TooManyRequestsError
from devket.core.text import clip
from devket.db import db
from devket.reading import queries as reading
from devket.reading.queries import Marked
from devket.social.forms.stories import StoryForm
from devket.social.models import STORY_LENGTH, Ground, Picture, Story
from devket.social.presenters.pictures import upload_of
from devket.social.services import stories
from devket.social.services.stories import Told
from devket.social.views import limits, uploads
from devket.social.views.blueprint import blueprint
from devket.web.errors import status_of, told
from devket.web.htmx import go_to
from devket.web.parts import parts
from devket.web.routing import LARGEST_ID
from devket.web.sizes import takes_files_up_to
from devket.web.toasts import toast


@blueprint.get("/stories/new")
@login_required
def new_story() -> Response:
    """Show the form of a story; `highlight` puts a quote into it."""
    form = StoryForm(highlight=request.args.get("highlight", ""))
    return _form(form, _marked(form))


@blueprint.post("/stories/new")
@login_required
@takes_files_up_to(uploads.ONE_FILE)
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
            picture=_picture(),
            highlight=(marked.highlight, marked.save) if marked else None,
        ),
        clock=parts().clock,
    )


def _picture() -> Picture | None:
    """Return the picture that was chosen, or that came with the form."""
    chosen = uploads.chosen_pictures(most=1)
    if chosen:
        return chosen[0]
    received = uploads.received_files(most=1)
    if received.problems:
        raise received.problems[0]
    return next(iter(received.pictures), None)


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
    chosen = uploads.chosen_pictures(most=1)
    page = render_template(
        "social/story_new.html",
        form=form,
        uploads=[upload_of(one, now=parts().clock()) for one in chosen],
        quote=clip(marked.highlight.quote, STORY_LENGTH) if marked else "",
        source=marked.save if marked else None,
        most=STORY_LENGTH,
        grounds=[ground.value for ground in Ground],
    )
    return make_response(page, status)
