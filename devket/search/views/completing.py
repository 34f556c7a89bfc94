"""Suggestions for the word that is being typed into the box of search."""

from __future__ import annotations

from flask import render_template, request
from flask_login import current_user, login_required

from devket.core.text import storable
from devket.db import db
from devket.library.models import Tag
from devket.search import presenters
from devket.search.language import LONGEST
from devket.search.language.completing import Begun, word_at
from devket.search.queries.completing import sites_like, tags_like
from devket.search.views.blueprint import blueprint

_TAGS_BESIDE_OPERATORS, _SHORTEST = 3, 2


@blueprint.get("/search/complete")
@login_required
def complete() -> str:
    """Return suggestions as options of a list box; nothing when there are none."""
    text = storable(request.args.get("q", ""))[:LONGEST]
    begun = word_at(text, presenters.place_in(text, request.args.get("at", "")))
    if begun is None:
        return ""
    options = presenters.options_of(text, begun, _tags(begun), _sites(begun))
    return render_template("search/_options.html", options=options)


def _tags(begun: Begun) -> list[Tag]:
    most = presenters.MOST if begun.operator == "tag" else _TAGS_BESIDE_OPERATORS
    is_wanted = begun.operator == "tag" or (not begun.operator and len(begun.said) >= _SHORTEST)
    if not is_wanted:
        return []
    return tags_like(db.session(), current_user.id, begun.said, most=most)


def _sites(begun: Begun) -> list[str]:
    if begun.operator != "site":
        return []
    said = begun.said.casefold()
    return sites_like(db.session(), current_user.id, said, most=presenters.MOST)
