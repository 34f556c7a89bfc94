"""What a device keeps: the plan for its worker, the page it shows offline, the setting."""

from __future__ import annotations

from flask import Response, jsonify, render_template, request
from flask_login import current_user, login_required

from devket.accounts.views import me
from devket.db import db
from devket.library.presenters import SaveItem, items_of
from devket.offline import presenters, queries
from devket.offline.views.blueprint import blueprint
from devket.web.parts import parts


@blueprint.get("/offline/plan")
@login_required
def plan() -> Response:
    """Name the pages to hold, with articles when `kept` is asked for."""
    saves = queries.to_keep(db.session(), me().id) if "kept" in request.args else []
    pictures = queries.pictures_of(db.session(), saves)
    return jsonify(presenters.plan(me(), saves, pictures))


@blueprint.get("/offline")
def page() -> str:
    """Be the page in the place of one that cannot be had: what is here, what can be done."""
    items: tuple[SaveItem, ...] = ()
    if current_user.is_authenticated and "kept" in request.args:
        saves = queries.to_keep(db.session(), me().id)
        items = items_of(saves, now=parts().clock(), tags={})  # links to tags lead nowhere here
    return render_template("offline/offline.html", items=items)


@blueprint.get("/settings/offline")
@login_required
def settings() -> str:
    """Let a person say what this device keeps; only the device itself remembers it."""
    return render_template("offline/settings_offline.html", most=queries.KEPT)
