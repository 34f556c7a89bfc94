"""The reader, and how people like it."""

from __future__ import annotations

from dataclasses import replace

from flask import Response, make_response, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_login import login_required
from werkzeug.wrappers import Response as BaseResponse

from devket.accounts.models import ReaderFont, ReaderLeading, ReaderWidth, Theme
from devket.accounts.services.changing import change_looks, looks_of
from devket.accounts.views import me
from devket.capture.model import Choice, State
from devket.core.errors import N_, InvalidError
from devket.db import db
from devket.library import queries
from devket.library.models import Capture, Save
from devket.library.presenters import listing_of, pages_of
from devket.library.presenters.listing import CONTEXT, FOUND
from devket.library.queries import Shelf
from devket.reading import presenters
from devket.reading import queries as reading
from devket.reading.forms import PreferencesForm
from devket.reading.views.blueprint import blueprint
from devket.web.headers import policy
from devket.web.htmx import back, is_htmx
from devket.web.parts import parts
from devket.web.routing import LARGEST_ID
from devket.web.toasts import toast


@blueprint.get("/saves/<int:save_id>")
@login_required
def reader(save_id: int) -> BaseResponse:
    """Show the article of a save; one that is being worked on asks again until that is done."""
    save = queries.save_with_article(db.session(), me().id, save_id)
    was = request.args.get("was", type=int)
    if was is not None and save.asked_at is None:
        tell_what_is_new(save, was)
        if not is_htmx():
            return redirect(url_for("reading.reader", save_id=save_id), code=303)
    elif was is not None and is_htmx() and save.state is not State.PENDING:
        return Response(status=204)  # nothing new yet: what is read stays as it is
    return article_page(save)


def article_page(save: Save) -> Response:
    """Answer with the reader's page, or with the article alone to htmx."""
    article = presented(save)
    if is_htmx():
        page = render_template(
            "reading/_article.html", article=article, around=around_of(save), other=None
        )
        return framing(make_response(page), article)
    position = reading.position_of(db.session(), me().id, save.id)
    page = render_template(
        "reading/reader.html",
        article=article,
        around=around_of(save),
        place=presenters.place_view(save, position, article),
        prefs=presenters.preferences_of(me()),
        other=None,
    )
    return framing(make_response(page), article)


def around_of(save: Save) -> presenters.AroundView:
    """Return what stands around a save in the list that the address names."""
    given = request.args.get(CONTEXT)
    shelf = given or (Shelf.ARCHIVE if save.is_archived else Shelf.SAVES).value
    listing = listing_of(shelf, request.args if given else {})
    beside = reading.around(db.session(), me().id, listing, save)
    found, pages = request.args.get(FOUND, ""), pages_of(request.args)
    return presenters.around_view(listing, save, beside, pages=pages, found=found)


def presented(save: Save, *, of: Capture | None = None) -> presenters.ArticleView:
    """Return the reader's view of a save, or of one of its versions, with its highlights."""
    session, capture = db.session(), of or save.capture
    placed = reading.in_version(session, save, capture)
    note = queries.note_of(session, save)
    tags = queries.tags_of(session, [save.id]).get(save.id, ())
    article = presenters.article_view(save, now=parts().clock(), of=of)
    return presenters.with_marks(article, save, capture, placed, note=note, tags=tags)


def framing(response: Response, article: presenters.ArticleView) -> Response:
    """Let the page of a video frame its player, and no other page anything."""
    hosts = presenters.frame_hosts(article.special.player)
    if hosts:
        response.headers["Content-Security-Policy"] = policy(frames=hosts)
    return response


def tell_what_is_new(save: Save, was: int) -> None:
    """Say what came of the work that somebody waited for, with the way back."""
    shown = save.capture
    if shown is None or shown.version == was:
        toast(gettext("What you see is still the best version."))
        return
    if not 0 < was <= LARGEST_ID:
        return
    undo = url_for("reading.show_version", save_id=save.id, version=was)
    if "own" not in request.args:
        undo += "?undo=1"
    if shown.choice is Choice.BEST:
        toast(gettext("A newer version is shown now."), undo_href=undo)
    else:
        toast(gettext("Another part of the page is shown now."), undo_href=undo)


@blueprint.post("/reading/preferences")
@login_required
def preferences() -> BaseResponse:
    """Remember how this person likes to read."""
    form = PreferencesForm()
    if not form.validate():
        raise InvalidError(N_("Choose one of the offered settings."))
    looks = replace(
        looks_of(me()),
        reader_font=ReaderFont(form.font.data),
        reader_size=form.size.data,
        reader_width=ReaderWidth(form.width.data),
        reader_leading=ReaderLeading(form.leading.data),
        theme=Theme(form.theme.data),
    )
    change_looks(db.session(), me(), looks)
    if is_htmx():
        return Response(status=204)
    return redirect(back(url_for("library.saves")), code=303)
