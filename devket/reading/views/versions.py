"""The versions of a save: the list, each one to look at, which is shown, how it was read."""

from __future__ import annotations

from flask import Response, make_response, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_login import login_required
from werkzeug.wrappers import Response as BaseResponse

from devket.accounts.views import me
from devket.db import db, run_after_commit
from devket.library import queries, services
from devket.library.jobs import capture_save
from devket.library.presenters import title_of
from devket.library.services.versions import KEPT
from devket.reading import presenters
from devket.reading import queries as reading
from devket.reading.views.blueprint import blueprint
from devket.reading.views.reader import article_page, framing, presented
from devket.web.htmx import go_to, is_htmx
from devket.web.parts import parts
from devket.web.toasts import toast


@blueprint.get("/saves/<int:save_id>/versions")
@login_required
def versions(save_id: int) -> str:
    """List the versions of a save."""
    session = db.session()
    save = queries.save_of(session, me().id, save_id)
    held = queries.versions_of(session, save)
    return render_template(
        "reading/versions.html",
        save_id=save_id,
        title=title_of(save),
        versions=presenters.version_views(save, held, reading.placed_in_versions(session, save)),
        is_chosen=save.chosen_by_reader,
        is_busy=save.asked_at is not None,
        kept=KEPT,
    )


@blueprint.get("/saves/<int:save_id>/versions/<int:version>")
@login_required
def version(save_id: int, version: int) -> Response:
    """Show one version as it would be read, whichever is shown otherwise."""
    save = queries.save_with_article(db.session(), me().id, save_id)
    capture = queries.version_with_text(db.session(), me().id, save_id, version)
    article = presented(save, of=capture)
    (other,) = presenters.version_views(save, [capture])
    prefs = presenters.preferences_of(me())
    page = render_template(
        "reading/reader.html", article=article, prefs=prefs, other=other, around=None, place=None
    )
    return framing(make_response(page), article)


@blueprint.get("/saves/<int:save_id>/versions/<int:version>/log")
@login_required
def log(save_id: int, version: int) -> str:
    """Tell how a version was read."""
    save = queries.save_of(db.session(), me().id, save_id)
    capture = queries.version_with_text(db.session(), me().id, save_id, version)
    images = queries.images_of(db.session(), capture)
    view = presenters.log_view(save, capture, images, title=title_of(save, capture))
    return render_template("reading/log.html", log=view, save_id=save_id)


@blueprint.post("/saves/<int:save_id>/versions/<int:version>/show")
@login_required
def show_version(save_id: int, version: int) -> BaseResponse:
    """Show a version from now on; as an undo, only until a better one comes."""
    is_undo = "undo" in request.args
    services.show_version(
        db.session(), viewer_id=me().id, save_id=save_id, version=version, keep=not is_undo
    )
    toast(
        gettext("It is as it was.")
        if is_undo
        else gettext("This version is shown until you say otherwise.")
    )
    return go_to(url_for("reading.reader", save_id=save_id))


@blueprint.post("/saves/<int:save_id>/versions/choose")
@login_required
def choose_version(save_id: int) -> BaseResponse:
    """Leave it to Devket again which version is shown."""
    services.choose_again(db.session(), viewer_id=me().id, save_id=save_id)
    toast(gettext("Devket chooses the version again."))
    return go_to(url_for("reading.versions", save_id=save_id))


@blueprint.post("/saves/<int:save_id>/incomplete")
@login_required
def incomplete(save_id: int) -> BaseResponse:
    """Look for what is missing in other parts of the page."""
    at_hand = parts()
    services.ask_for_more(db.session(), viewer_id=me().id, save_id=save_id, clock=at_hand.clock)
    run_after_commit(db.session(), lambda: at_hand.queue.enqueue(capture_save, save_id))
    save = queries.save_with_article(db.session(), me().id, save_id)
    if is_htmx():
        return article_page(save)
    view = presenters.article_view(save, now=at_hand.clock())
    return redirect(view.poll_href, code=303)
