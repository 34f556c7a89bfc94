"""The lists, one address each, and the choice between cards and rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from flask import Response, make_response, redirect, render_template, request, url_for
from flask_login import current_user, login_required
from werkzeug.wrappers import Response as BaseResponse

from devket.accounts.models import ListView
from devket.accounts.services.changing import change_looks, looks_of
from devket.accounts.views import me
from devket.core.errors import InvalidError
from devket.db import db
from devket.library import presenters, queries
from devket.library.forms import ViewForm
from devket.library.queries import PAGE_SIZE, Listing, Shelf
from devket.library.views.blueprint import blueprint
from devket.web.htmx import back, is_htmx
from devket.web.parts import parts


@blueprint.get("/")
def index() -> BaseResponse | str:
    """Show what Devket is to a stranger, the list to its owner."""
    if current_user.is_authenticated:
        return redirect(url_for("library.saves"))
    return render_template("library/landing.html")


@blueprint.post("/view")
@login_required
def view() -> BaseResponse:
    """Remember whether lists are shown as cards or rows."""
    form = ViewForm()
    if not form.validate():
        raise InvalidError
    looks = replace(looks_of(me()), list_view=ListView(form.view.data))
    change_looks(db.session(), me(), looks)
    return redirect(back(url_for("library.saves")), code=303)


def shelf_page(shelf: Shelf, *, refused: tuple[str, str] | None = None) -> Response:
    """Answer with a list page; `refused` is what was typed into the save box and why it was not."""
    return list_page(presenters.listing_of(shelf.value, request.args), refused=refused)


def list_page(listing: Listing, **extra: object) -> Response:
    """Answer with the page of a list; templates are given what is `extra`.

    htmx, asking for the page after the one it shows, gets its rows and the link after them.
    """
    after, pages = request.args.get("after"), presenters.pages_of(request.args)
    size = PAGE_SIZE if after else pages * PAGE_SIZE
    page = queries.page_of(db.session(), current_user.id, listing, after=after, size=size)
    shown = {
        "shelf": presenters.shelf_view(listing, queries.counts_of(db.session(), current_user.id)),
        "items": presenters.items_of(
            page.items,
            now=parts().clock(),
            tags=queries.tags_of(db.session(), [save.id for save in page.items]),
            context=presenters.context_of(listing, pages),
        ),
        "next_href": presenters.next_href(listing, page),
        # What is shown beneath the first page is added to its address, so that "back" finds it.
        "live_href": presenters.next_href(listing, page, pages=_more(after, pages)),
        "here": presenters.href_of(listing, pages=str(pages)) if after and pages > 1 else None,
    }
    if is_htmx():
        return make_response(render_template("library/_more.html", **shown))
    langs = queries.languages_of(db.session(), current_user.id, listing.shelf)
    bar = presenters.filter_bar(listing, page.items, langs)
    view = current_user.list_view.value
    return make_response(render_template("library/list.html", bar=bar, view=view, **shown, **extra))


def _more(after: str | None, pages: int) -> int | None:
    """Return how many pages are shown when another one is added; None where nobody counts."""
    is_counted = not after or "pages" in request.args
    return min(pages + 1, presenters.MOST_PAGES) if is_counted else None


def _list_of(shelf: Shelf) -> Callable[[], BaseResponse]:
    def show() -> BaseResponse:
        if "" in request.args.values():  # a form sends its empty fields along
            listing = presenters.listing_of(shelf.value, request.args)
            return redirect(presenters.href_of(listing))
        return shelf_page(shelf)

    return login_required(show)  # type: ignore[no-any-return]  # Flask-Login has no types


for _shelf in Shelf:
    blueprint.add_url_rule(f"/{_shelf.value}", _shelf.value, _list_of(_shelf))
