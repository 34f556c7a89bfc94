"""The page on which people set such an app up, and the picture of its link."""

from __future__ import annotations

import io

import segno
from flask import Response, render_template, request
from flask_babel import gettext
from flask_login import login_required
from werkzeug.wrappers import Response as BaseResponse

from devket.accounts.views import me
from devket.compat.wallabag.presenters.setup import link_for, setups
from devket.compat.wallabag.services import clients
from devket.compat.wallabag.views.pages import pages
from devket.core.text import storable
from devket.db import db
from devket.web.htmx import go_to
from devket.web.media import LOCKED_UP
from devket.web.parts import parts
from devket.web.toasts import toast


@pages.get("/settings/apps/wallabag")
@login_required
def settings() -> str:
    """Tell what is to be typed into an app."""
    held = clients.held(db.session(), me().id, parts().clock())
    return render_template("wallabag/settings.html", setups=setups(held, me()), link=link_for(me()))


@pages.post("/settings/apps/wallabag")
@login_required
def make_client() -> BaseResponse:
    """Make the keys of one more app."""
    name = storable(request.form.get("name", "")).strip() or gettext("My app")
    clients.make(db.session(), me().id, name, clock=parts().clock)
    toast(gettext("The keys are made. Type them into the app."))
    return go_to(request.path)


@pages.get("/settings/apps/wallabag/qr.svg")
@login_required
def qr() -> Response:
    """Draw the link that the Android app reads; it holds no secret."""
    drawn = io.BytesIO()
    code = segno.make(link_for(me()), error="m", micro=False)
    code.save(drawn, kind="svg", scale=5, border=4, light="#fff", xmldecl=False)
    response = Response(drawn.getvalue(), content_type="image/svg+xml")
    response.headers["Content-Security-Policy"] = LOCKED_UP
    response.headers["Cache-Control"] = "private, no-cache"
    return response
