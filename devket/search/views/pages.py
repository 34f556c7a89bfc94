"""The page of search, whole or as its parts change while somebody types; and the page of help."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass

from flask import make_response, render_template, request
from flask_login import current_user, login_required
from werkzeug.wrappers import Response

from devket.core.text import clip, one_line
from devket.db import db
from devket.library.queries import tags_of
from devket.search import presenters, queries
from devket.search.forms import KeepForm
from devket.search.language import Query, QueryError, Rank, parse
from devket.search.language.composing import becoming
from devket.search.models import NAME_LENGTH
from devket.search.queries.completing import tags_like
from devket.search.queries.saved import saved_searches
from devket.search.views.blueprint import blueprint
from devket.web.errors import told
from devket.web.htmx import is_htmx
from devket.web.parts import parts


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for."""

    text: str
    is_begun: bool  # more is to follow: what leads here was a link to search within something
    is_newest: bool
    after: str
    is_typed: bool  # by a script while its last word may go on, and so what it replaced in the bar

    @classmethod
    def of_request(cls) -> Asked:
        """Return what this request asks for."""
        args = request.args
        return cls(
            text=one_line(args.get("q", "")),
            is_begun=args.get("q", "").endswith(" "),
            is_newest=args.get("sort") == "newest",
            after=args.get("after", ""),
            is_typed=args.get("typed") == "1",
        )

    def order_of(self, query: Query) -> Rank:
        """Return the order: the one in the query, else the chosen one, else the best first."""
        chosen = Rank.NEWEST if self.is_newest or not query.words else Rank.BEST
        return query.sort or chosen


@blueprint.get("/search")
@login_required
def search() -> Response:
    """Show what a query finds; the beginning of a language while there is none."""
    asked = Asked.of_request()
    try:
        query = parse(asked.text, now=parts().clock())
    except QueryError as error:
        return _misread(asked, error)
    if query.is_empty:
        return _page(asked, start=_start())
    results = _results(asked, query)
    if is_htmx() and asked.after:
        return make_response(render_template("search/_rows.html", results=results))
    return _page(asked, results=results, keep_form=_keep_form(query))


@blueprint.get("/search/help")
@login_required
def help_page() -> str:
    """Show the whole language by examples that can be tried."""
    return render_template("search/help.html", groups=presenters.help_groups())


def _results(asked: Asked, query: Query) -> presenters.Results:
    session, order = db.session(), asked.order_of(query)
    looked_for = _opened(query) if asked.is_typed else query
    found = queries.find(
        session,
        current_user.id,
        looked_for,
        order=order,
        after=asked.after or None,
        prefix_last=asked.is_typed,
    )
    excerpts = queries.excerpts_of(session, current_user.id, found, looked_for)
    return presenters.results_of(
        found,
        excerpts,
        query,
        order=order,
        is_typed=asked.is_typed,
        now=parts().clock(),
        tags=tags_of(session, [save.id for save in found.items]),
    )


def _opened(query: Query) -> Query:
    """Return what is looked for while somebody types: what half a syllable may become.

    Only when nothing has it as it stands, so that results do not come and go with every key.
    """
    text = becoming(query.text)
    if not text:
        return query
    found = queries.find(db.session(), current_user.id, query, size=1, prefix_last=True)
    with suppress(QueryError):  # the longer query may be too long
        opened = parse(text, now=parts().clock())
        return query if found.items or opened.is_empty else opened
    return query


def _start() -> presenters.Start:
    session = db.session()
    searches = map(presenters.saved_view, saved_searches(session, current_user.id))
    tags = tags_like(session, current_user.id, "", most=1)
    return presenters.start_of(searches, tags[0].name if tags else "")


def _misread(asked: Asked, error: QueryError) -> Response:
    """Answer a query that cannot be understood: calmly while it is typed, else as refused."""
    return _page(asked, misread=presenters.misread(asked.text, error, told(error)))


def _page(asked: Asked, **shown: object) -> Response:
    known = {"results": None, "start": None, "misread": None, "keep_form": None, **shown}
    name = "search/_live.html" if is_htmx() else "search/search.html"
    page = render_template(name, asked=asked, address=presenters.address_in(asked.text), **known)
    is_refused = known["misread"] is not None and not is_htmx()
    return make_response(page, 422 if is_refused else 200)


def _keep_form(query: Query) -> KeepForm:
    name = clip(query.text, NAME_LENGTH)
    return KeepForm(formdata=None, query=query.text, name=name, is_pinned=True)
