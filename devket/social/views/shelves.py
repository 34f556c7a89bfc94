"""Public shelves: on a profile, and the page on which their owner chooses them."""

from __future__ import annotations

from flask import Response, make_response, render_template, request
from flask_babel import gettext as _
from flask_login import login_required
from werkzeug.wrappers import Response as BaseResponse

from devket.accounts.views import me
from devket.db import db
from devket.social import queries
from devket.social.forms.shelves import ShelvesForm
from devket.social.presenters import shelf_items, shelves_shown
from devket.social.services.shelves import show_shelves
from devket.social.views.blueprint import blueprint
from devket.social.views.people import in_lower_case, next_href, page_of, viewer
from devket.web.htmx import go_to, is_htmx
from devket.web.toasts import toast


@blueprint.get("/@<handle>/shelves")
@in_lower_case
def shelves(handle: str) -> str:
    """Show the tags that a person lets others see."""
    user, _shown, around = page_of(handle, is_open=True)
    tags = queries.shelves_of(db.session(), viewer(), user.id)
    found = shelves_shown(user.handle, tags)
    return render_template("social/profile_shelves.html", tab="shelves", shelves=found, **around)


@blueprint.get("/@<handle>/shelves/<path:tag>")
@in_lower_case
def shelf(handle: str, tag: str) -> str:
    """Show what a person keeps under such a tag, as links."""
    user, _shown, around = page_of(handle, is_open=True)
    found = queries.shelf_of(db.session(), viewer(), user.id, tag)
    page = queries.shelf_page(db.session(), found, after=request.args.get("after"))
    items, older = shelf_items(page.items), next_href(page.next_cursor)
    if is_htmx():
        return render_template("social/_shelf_more.html", items=items, older=older)
    (shown,) = shelves_shown(user.handle, [found])
    return render_template(
        "social/profile_shelf.html",
        tab="shelves",
        open_shelf=shown,
        items=items,
        older=older,
        **around,
    )


@blueprint.route("/settings/shelves", methods=["GET", "POST"])
@login_required
def settings_shelves() -> BaseResponse:
    """Choose which of one's tags others see, and whether with notes."""
    form = ShelvesForm()
    if not form.validate_on_submit():
        page = queries.own_tags(db.session(), me().id, after=request.args.get("after"))
        shown = render_template(
            "social/settings_shelves.html",
            form=form,
            tags=page.items,
            older=next_href(page.next_cursor),
        )
        return Response(shown, status=422) if form.errors else make_response(shown)
    show_shelves(
        db.session(),
        me().id,
        of=form.of.data,
        public=form.public.data,
        with_notes=form.notes.data,
    )
    toast(_("Saved."))
    return go_to(request.full_path.rstrip("?"))
