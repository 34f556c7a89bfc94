"""Pictures on their way in: one by one from a script, or with the form that they belong to."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Response, make_response, render_template, request
from flask_login import login_required

from devket.accounts.views import me
from devket.core.errors import InvalidError
from devket.db import db, run_after_commit
from devket.social import queries
from devket.social.jobs import write_picture
from devket.social.models import Picture
from devket.social.presenters.pictures import Upload, refused_upload, upload_of
from devket.social.services import pictures
from devket.social.views.blueprint import blueprint
from devket.social.views.limits import UPLOAD, count
from devket.web.parts import parts
from devket.web.sizes import takes_files_up_to

ONE_FILE = pictures.MOST_BYTES + 64 * 1024  # bytes, with what a form puts around it
# A form that brings its pictures with it, without a script: some of them together. nginx holds as
# much in front of Devket (nginx.conf).
FORM = 60 * 1024 * 1024
FILES, CHOSEN = "pictures", "picture"  # fields: files, and ids of what is uploaded already


@dataclass(frozen=True, slots=True)
class Received:
    """What came with a form: pictures taken in, in their order, and why others were not."""

    pictures: tuple[Picture, ...]
    problems: tuple[InvalidError, ...]


def received_files(*, most: int) -> Received:
    """Take in the files of field `pictures` of the form at hand, `most` of them at most.

    To be called before the view changes anything, as each file is counted for good; the worker is
    told after the commit. The view must be marked by `takes_files_up_to(FORM)`.
    """
    given = [file for file in request.files.getlist(FILES) if file.filename][:most]
    for _one in given:
        count(UPLOAD)
    taken: list[Picture] = []
    problems: list[InvalidError] = []
    for file in given:
        try:
            taken.append(_take_in(pictures.read_bounded(file.stream)))
        except InvalidError as error:
            problems.append(error)
    return Received(tuple(taken), tuple(problems))


def chosen_pictures(*, most: int) -> tuple[Picture, ...]:
    """Return the own pictures that the fields `picture` of the form name, in their order."""
    named = request.form.getlist(CHOSEN, type=int)[:most]
    return queries.own_pictures(db.session(), me().id, named)


def _take_in(data: bytes) -> Picture:
    at_hand = parts()
    session = db.session()
    picture = pictures.receive(
        session, owner_id=me().id, data=data, blobs=at_hand.blobs, clock=at_hand.clock
    )
    picture_id = picture.id
    run_after_commit(session, lambda: at_hand.queue.enqueue(write_picture, picture_id))
    return picture


@blueprint.post("/pictures")
@login_required
@takes_files_up_to(ONE_FILE)
def send_picture() -> Response:
    """Take in one file and show how far it is."""
    count(UPLOAD)
    file = request.files.get(FILES)
    try:
        picture = _take_in(pictures.read_bounded(file.stream) if file else b"")
    except InvalidError as error:
        return _fragment(refused_upload(error), 422)
    return _fragment(upload_of(picture, now=parts().clock()), 201)


@blueprint.get("/pictures/<int:picture_id>")
@login_required
def upload(picture_id: int) -> Response:
    """Show how far an own picture is."""
    picture = queries.own_picture(db.session(), me().id, picture_id)
    return _fragment(upload_of(picture, now=parts().clock()), 200)


def _fragment(shown: Upload, status: int) -> Response:
    return make_response(render_template("social/_picture.html", upload=shown), status)
