"""The save box: paste an address, Enter."""

from __future__ import annotations

from flask import make_response, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_login import current_user, login_required
from werkzeug.wrappers import Response

from devket.core.errors import InvalidError
from devket.core.tags import address_and_tags
from devket.core.text import clip, one_line
from devket.core.urls import address_in
from devket.db import db, run_after_commit
from devket.library import presenters, queries, services
from devket.library.forms import SaveForm
from devket.library.jobs import capture_save
from devket.library.models import TITLE_LENGTH
from devket.library.queries import Shelf
from devket.library.views.blueprint import blueprint
from devket.library.views.lists import shelf_page
from devket.web.errors import told
from devket.web.htmx import is_htmx
from devket.web.parts import parts
from devket.web.toasts import toast


@blueprint.get("/save")
@login_required
def confirm() -> str:
    """Ask before saving an address that another tool handed over: a GET changes nothing.

    Phones share a page as they like: its address may stand in the text or even in the title.
    """
    url, text, title = (one_line(request.args.get(name, "")) for name in ("url", "text", "title"))
    address = url or address_in(text, title) or text
    named = title if title != address else text.replace(address, "").strip()
    return render_template(
        "library/save.html",
        url=address,
        title=clip(named, TITLE_LENGTH),
        tags=one_line(request.args.get("tags", "")),
        refused=None,
    )


@blueprint.post("/save")
@login_required
def save() -> Response:
    """Keep an address. The answer never waits for the page: a worker fetches it."""
    form = SaveForm()
    at_hand = parts()
    url, tags = address_and_tags(form.url.data or "")
    try:
        added = services.add_save(
            db.session(),
            owner_id=current_user.id,
            url=url,
            title=form.title.data or "",
            tags=[tags, form.tags.data or ""],
            clock=at_hand.clock,
        )
    except InvalidError as error:
        asked = [form.url.data or "", *filter(None, (form.tags.data or "").split(","))]
        return _refuse(" #".join(part.strip() for part in asked), told(error))
    if added.save.capture_due_at is not None:
        save_id = added.save.id
        run_after_commit(db.session(), lambda: at_hand.queue.enqueue(capture_save, save_id))
    # Where My List is open the new row tells enough; everywhere else a message must.
    is_shown = request.headers.get("HX-Target") == "ol#shelf"
    if not added.is_new:
        toast(gettext("You had this one already. It is back at the top."))
    elif not is_shown:
        toast(gettext("Saved. Devket is fetching the page."))
    if is_htmx():
        carried = queries.tags_of(db.session(), [added.save.id]).get(added.save.id, ())
        item = presenters.save_item(added.save, now=at_hand.clock(), tags=carried)
        return make_response(render_template("library/_saved.html", item=item))
    return redirect(url_for("library.saves"), code=303)


def _refuse(typed: str, sentence: str) -> Response:
    refused = (typed, sentence)
    if is_htmx():
        return make_response(render_template("library/_refused.html", refused=refused), 422)
    return make_response(shelf_page(Shelf.SAVES, refused=refused), 422)
