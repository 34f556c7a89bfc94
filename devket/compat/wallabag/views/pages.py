"""The pages that wallabag's Android app goes through to set itself up, as it expects them.

It reads their markup by patterns: what stands in the templates is told letter by letter.
"""

from __future__ import annotations

from flask import Blueprint, Flask, make_response, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_login import login_required
from werkzeug.wrappers import Response

from devket.accounts.models import User
from devket.accounts.views import me
from devket.compat.wallabag.presenters.setup import GRANTS, NO_PLACE, setups
from devket.compat.wallabag.services import clients
from devket.compat.wallabag.views.visitors import is_meant, let_in, let_out, turned_away, visitor
from devket.core.errors import DevketError
from devket.core.text import storable
from devket.db import db
from devket.library.queries import save_of
from devket.web.errors import status_of, told
from devket.web.parts import parts

pages = Blueprint("wallabag_pages", "devket.compat.wallabag", template_folder="templates")
# Where wallabag has its lists, and Devket has them.
_LISTS = {
    "/unread/list": "library.saves",
    "/starred/list": "library.favorites",
    "/archive/list": "library.archive",
    "/all/list": "library.all",
    "/tag/list": "library.tags",
}
_APP = "Android app"


@pages.get("/wallabag/")
def home() -> Response:
    """Ask who it is, or tell that all is well."""
    return _login_page() if visitor() is None else _page("home", user=visitor())


@pages.get("/wallabag/login")
def login() -> Response:
    """Be the same page under the name that wallabag has for it."""
    return home()


@pages.post("/wallabag/login_check")
def login_check() -> Response:
    """Let somebody in; the app looks at nothing but the page that comes."""
    if not is_meant():
        return _login_page(gettext("This page was open for too long. Try again."), 400)
    name, password = (storable(request.form.get(n, "")) for n in ("_username", "_password"))
    try:
        let_in(name.strip(), password)
    except DevketError as error:
        return _login_page(told(error), status_of(error))
    return redirect(url_for("wallabag_pages.home"))


@pages.route("/wallabag/logout", methods=["GET", "POST"])
def logout() -> Response:
    """Ask first: a link alone must not sign anybody out."""
    user = visitor()
    if user is None:
        return make_response(turned_away())
    if request.method == "GET":
        return _page("logout", user=user)
    if not is_meant():
        return _page("logout", 400, user=user)
    let_out()
    return redirect(url_for("wallabag_pages.home"))


@pages.get("/wallabag/developer")
def developer() -> Response:
    """Show the person's clients, secrets and all: the app takes the first of its name."""
    user = visitor()
    return _clients(user) if user is not None else make_response(turned_away())


@pages.route("/wallabag/developer/client/create", methods=["GET", "POST"])
def create_client() -> Response:
    """Make a client; apps do so by themselves."""
    user = visitor()
    if user is None:
        return make_response(turned_away())
    if request.method == "GET":
        return _page("create", user=user)
    if not is_meant():
        return _page("create", 400, user=user)
    name = storable(request.form.get("client[name]", "")) or _APP
    clients.make(db.session(), user.id, name, clock=parts().clock)
    return _clients(user)


@pages.post("/wallabag/developer/client/delete/<int:client_id>")
def delete_client(client_id: int) -> Response:
    """Take a client back, with all that was issued to it."""
    user = visitor()
    if user is None:
        return make_response(turned_away())
    if not is_meant():
        return _page("create", 400, user=user)
    clients.revoke(db.session(), user.id, client_id, now=parts().clock())
    to_settings = request.form.get("back") == "settings"
    return redirect(url_for(f"wallabag_pages.{'settings' if to_settings else 'developer'}"), 303)


@pages.get("/wallabag/view/<int:save_id>")
@login_required
def view(save_id: int) -> Response:
    """Lead to an article."""
    save_of(db.session(), me().id, save_id)
    return redirect(url_for("reading.reader", save_id=save_id))


@login_required
def _list() -> Response:
    return redirect(url_for(_LISTS[request.path.removeprefix("/wallabag")]))


for _path in _LISTS:
    pages.add_url_rule(f"/wallabag{_path}", _path.strip("/").replace("/", "_"), _list)


def _clients(user: User) -> Response:
    views = setups(clients.held(db.session(), user.id, parts().clock()), user)
    return _page("developer", user=user, clients=views, grants=GRANTS, no_place=NO_PLACE)


def _login_page(problem: str = "", status: int = 200) -> Response:
    return _page("login", status, problem=problem)


def _page(name: str, status: int = 200, **values: object) -> Response:
    return make_response(render_template(f"wallabag/{name}.html", **values), status)


def init_app(app: Flask) -> None:
    """Join the pages to the app. Those that apps fill in are checked by `is_meant` instead."""
    for page in (login_check, logout, create_client, delete_client):
        app.extensions["csrf"].exempt(page)
    app.register_blueprint(pages)
