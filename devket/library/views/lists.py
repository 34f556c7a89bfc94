"""My List, Favourites, Archive, and the choice between cards and rows."""

from __future__ import annotations

from dataclasses import replace

from flask import redirect, render_template, request, url_for
from flask_login import current_user, login_required
from werkzeug.wrappers import Response

from devket.accounts.models import ListView
from devket.accounts.services.changing import change_looks, looks_of
from devket.accounts.views import me
from devket.core.errors import InvalidError
from devket.db import db
from devket.library import presenters, queries
from devket.library.forms import ViewForm
from devket.library.queries import Listing, Shelf
from devket.library.views.blueprint import blueprint
from devket.web.htmx import back
from devket.web.parts import parts


@blueprint.get("/")
def index() -> Response | str:
    """Show what Devket is to a stranger, the list to its owner."""
    if current_user.is_authenticated:
        return redirect(url_for("library.saves"))
    return render_template("library/landing.html")


@blueprint.get("/saves")
@login_required
def saves() -> str:
    """Show what is to be read."""
    return shelf_page(Shelf.SAVES)


@blueprint.get("/favorites")
@login_required
def favorites() -> str:
    """Show what is marked."""
    return shelf_page(Shelf.FAVORITES)


@blueprint.get("/archive")
@login_required
def archive() -> str:
    """Show what is put away."""
    return shelf_page(Shelf.ARCHIVE)


@blueprint.post("/view")
@login_required
def view() -> Response:
    """Remember whether lists are shown as cards or rows."""
    form = ViewForm()
    if not form.validate():
        raise InvalidError
    looks = replace(looks_of(me()), list_view=ListView(form.view.data))
    change_looks(db.session(), me(), looks)
    return redirect(back(url_for("library.saves")), code=303)


def shelf_page(shelf: Shelf, *, refused: tuple[str, str] | None = None) -> str:
    """Return a list page; `refused` is what was typed into the save box and why it was refused."""
    listing = Listing(shelf=shelf)
    page = queries.page_of(db.session(), current_user.id, listing, after=request.args.get("after"))
    counts = queries.counts_of(db.session(), current_user.id)
    tags = queries.tags_of(db.session(), [save.id for save in page.items])
    return render_template(
        "library/list.html",
        shelf=presenters.shelf_view(shelf, counts),
        items=presenters.items_of(page, now=parts().clock(), tags=tags),
        next_href=presenters.next_href(shelf, page),
        view=current_user.list_view.value,
        refused=refused,
    )
