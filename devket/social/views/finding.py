"""The search of people."""

from __future__ import annotations

from flask import render_template, request
from flask_login import login_required

from devket.core.text import shown_name
from devket.db import db
from devket.social import queries
from devket.social.presenters.relations import person_rows
from devket.social.views.blueprint import blueprint
from devket.social.views.people import next_href, viewer
from devket.web.htmx import is_htmx

_LONGEST = 80  # characters


@blueprint.get("/people")
@login_required
def people() -> str:
    """Show whose name or handle fits what is typed."""
    typed = shown_name(request.args.get("q", "")[:_LONGEST])
    page = queries.people_page(db.session(), viewer(), typed, after=request.args.get("after"))
    ids = [user.id for user, _profile in page.items]
    standings = queries.standings_to(db.session(), viewer(), ids)
    told = {
        "people": person_rows(page.items, standings),
        "older": next_href(page.next_cursor),
    }
    if is_htmx() and request.args.get("after"):
        return render_template("social/_people_more.html", **told)
    return render_template("social/find_people.html", typed=typed, **told)
