"""Saved searches: the page of them, and what can be done with each."""

from __future__ import annotations

from flask import make_response, redirect, render_template, url_for
from flask_babel import gettext
from flask_login import current_user, login_required
from werkzeug.wrappers import Response

from devket.core.errors import InvalidError
from devket.db import db
from devket.search import presenters
from devket.search.forms import KeepForm, RenameForm
from devket.search.queries.saved import saved_searches
from devket.search.services import saved as services
from devket.search.views.blueprint import blueprint
from devket.web.errors import told
from devket.web.htmx import is_htmx
from devket.web.parts import parts
from devket.web.toasts import toast


@blueprint.get("/searches")
@login_required
def saved() -> str:
    """Show all saved searches."""
    return render_template("search/saved.html", searches=_searches())


@blueprint.post("/searches")
@login_required
def keep() -> Response:
    """Keep a query under a name."""
    form = KeepForm()
    query = form.query.data or ""
    try:
        services.save_search(
            db.session(),
            owner_id=_me(),
            name=form.name.data or "",
            query=query,
            is_pinned=form.is_pinned.data,
            clock=parts().clock,
        )
    except InvalidError as error:
        return _refuse(form, error)
    toast(gettext("The search is saved."))
    return redirect(presenters.search_href(query), code=303)


@blueprint.post("/searches/<int:search_id>/rename")
@login_required
def rename(search_id: int) -> Response:
    """Give a search another name."""
    typed = RenameForm().name.data or ""
    try:
        services.rename_search(db.session(), viewer_id=_me(), search_id=search_id, name=typed)
    except InvalidError as error:
        at = f"/searches/{search_id}"
        page = render_template("search/rename.html", at=at, typed=typed, sentence=told(error))
        return make_response(page, 422)
    return _changed()


@blueprint.post("/searches/<int:search_id>/pin")
@login_required
def pin(search_id: int) -> Response:
    """Show a search beside the lists."""
    services.pin_search(db.session(), viewer_id=_me(), search_id=search_id, to=True)
    return _changed()


@blueprint.post("/searches/<int:search_id>/unpin")
@login_required
def unpin(search_id: int) -> Response:
    """Show a search beside the lists no more."""
    services.pin_search(db.session(), viewer_id=_me(), search_id=search_id, to=False)
    return _changed()


@blueprint.post("/searches/<int:search_id>/up")
@login_required
def move_up(search_id: int) -> Response:
    """Move a search before the one above it."""
    services.move_search(db.session(), viewer_id=_me(), search_id=search_id, by=-1)
    return _changed()


@blueprint.post("/searches/<int:search_id>/down")
@login_required
def move_down(search_id: int) -> Response:
    """Move a search behind the one below it."""
    services.move_search(db.session(), viewer_id=_me(), search_id=search_id, by=1)
    return _changed()


@blueprint.post("/searches/<int:search_id>/delete")
@login_required
def delete(search_id: int) -> Response:
    """Take a search away."""
    services.delete_search(db.session(), viewer_id=_me(), search_id=search_id, clock=parts().clock)
    toast(gettext("Deleted."), undo_href=url_for("search.restore", search_id=search_id))
    return _changed()


@blueprint.post("/searches/<int:search_id>/restore")
@login_required
def restore(search_id: int) -> Response:
    """Take a deletion back."""
    services.restore_search(db.session(), viewer_id=_me(), search_id=search_id)
    toast(gettext("It is back."))
    return redirect(url_for("search.saved"), code=303)


def _me() -> int:
    return int(current_user.id)


def _searches() -> list[presenters.SavedView]:
    return [presenters.saved_view(search) for search in saved_searches(db.session(), _me())]


def _changed() -> Response:
    """Answer with the list as it is now."""
    if not is_htmx():
        return redirect(url_for("search.saved"), code=303)
    return make_response(render_template("search/_changed.html", searches=_searches()))


def _refuse(form: KeepForm, error: InvalidError) -> Response:
    place = form.name if error.field == "name" else form
    if place is form:
        form.form_errors.append(told(error))
    else:
        form.name.errors = [told(error)]
    back_href = presenters.search_href(form.query.data or "")
    page = render_template("search/keep.html", form=form, back_href=back_href)
    return make_response(page, 422)
