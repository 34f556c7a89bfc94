"""The catalogue of books for e-readers (OPDS 1.2): lists, tags, searches, and the books."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext, ngettext

from devket.accounts.models import User
from devket.compat.atom import queries
from devket.compat.atom.presenters import catalogue as presenters
from devket.compat.atom.presenters.catalogue import Door, Shelves
from devket.compat.atom.presenters.wanted import Of, Wanted
from devket.compat.atom.views.gate import enter_by_app_password
from devket.compat.atom.views.lists import Found, answer, found_for, stamp_of
from devket.core.errors import NotFoundError
from devket.core.text import one_line
from devket.db import db
from devket.library.presenters.shelves import SHELF_TITLES
from devket.library.queries import Shelf, all_tags, tags_of
from devket.search.queries.saved import saved_searches
from devket.web.parts import parts

blueprint = Blueprint("opds", "devket.compat.atom")
ENTRIES = 50
_SHELVES = (Shelf.SAVES, Shelf.READING, Shelf.FAVORITES, Shelf.ARCHIVE, Shelf.ALL)


@blueprint.get("")
def root() -> Response:
    """Lead to the lists."""
    user = enter_by_app_password()
    doors = [
        Door(str(SHELF_TITLES[shelf]), url_for("opds.shelf", word=shelf.value))
        for shelf in _SHELVES
    ]
    doors += [
        Door(gettext("Tags"), url_for("opds.tags"), is_list=False),
        Door(gettext("Saved searches"), url_for("opds.searches"), is_list=False),
    ]
    return _doors(user, "Devket", doors)


@blueprint.get("/lists/<string(maxlength=20):word>")
def shelf(word: str) -> Response:
    """Show the books of a list."""
    user = enter_by_app_password()
    if word not in set(Shelf):
        raise NotFoundError
    return _books(user, Wanted(Of.LIST, word))


@blueprint.get("/tags")
def tags() -> Response:
    """Lead to the tags, some hundred a page."""
    user = enter_by_app_password()
    page = all_tags(db.session(), user.id, after=request.args.get("after"))
    doors = [
        Door(row.name, url_for("opds.tag", tag_id=row.id), _saves(row.save_count))
        for row in page.items
    ]
    return _doors(user, gettext("Tags"), doors, page.next_cursor)


@blueprint.get("/tags/<int:tag_id>")
def tag(tag_id: int) -> Response:
    """Show the books of a tag and of what stands below it."""
    return _books(enter_by_app_password(), Wanted(Of.TAG, str(tag_id)))


@blueprint.get("/searches")
def searches() -> Response:
    """Lead to the saved searches."""
    user = enter_by_app_password()
    doors = [
        Door(kept.name, url_for("opds.kept_search", search_id=kept.id), kept.query)
        for kept in saved_searches(db.session(), user.id)
    ]
    return _doors(user, gettext("Saved searches"), doors)


@blueprint.get("/searches/<int:search_id>")
def kept_search(search_id: int) -> Response:
    """Show the books that a saved search finds."""
    return _books(enter_by_app_password(), Wanted(Of.SEARCH, str(search_id)))


@blueprint.get("/search")
def search() -> Response:
    """Show the books that a query finds; none for an empty one."""
    user = enter_by_app_password()
    return _books(user, Wanted(Of.QUERY, one_line(request.args.get("q", ""))))


@blueprint.get("/search.xml")
def description() -> Response:
    """Tell how to search."""
    enter_by_app_password()
    told = presenters.description_of(parts().base_url)
    return answer(stamp_of((), told), presenters.SEARCH_TYPE, lambda: told)


def _doors(user: User, title: str, doors: list[Door], cursor: str | None = None) -> Response:
    page = _page(user, title, cursor)
    # What is new is told by the stamp alone: readers keep a page by its time, and a time cannot
    # tell that something left a list.
    stamp = stamp_of((), page.title, page.here, page.next, doors, user.language)
    return answer(stamp, presenters.NAVIGATION, lambda: presenters.doors_page(page, doors))


def _books(user: User, wanted: Wanted) -> Response:
    found = found_for(user, wanted, size=ENTRIES)
    return _answer(user, found)


def _answer(user: User, found: Found) -> Response:
    session, page = db.session(), _page(user, found.title, found.next_cursor)
    names = tags_of(session, [save.id for save in found.saves])

    def write() -> bytes:
        captured = queries.captured_at(session, found.saves)
        return presenters.books_page(page, found.saves, tags=names, captured=captured)

    stamp = stamp_of(found.saves, page.title, page.here, page.next, names, user.language)
    return answer(stamp, presenters.ACQUISITION, write)


def _page(user: User, title: str, cursor: str | None) -> Shelves:
    asked = {name: request.args[name] for name in ("q", "after") if name in request.args}
    return Shelves(
        title=title,
        base_url=parts().base_url,
        here=_path_of(asked),
        since=user.created_at,
        next=_path_of({**asked, "after": cursor}) if cursor else "",
    )


def _path_of(asked: dict[str, str]) -> str:
    return request.path + (f"?{urlencode(asked)}" if asked else "")


def _saves(number: int) -> str:
    return str(ngettext("%(num)d save", "%(num)d saves", number))
