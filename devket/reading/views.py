"""The reader, and how people like it."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, Flask, redirect, render_template, url_for
from flask_login import login_required
from werkzeug.wrappers import Response

from devket.accounts.models import ReaderFont, ReaderLeading, ReaderWidth, Theme
from devket.accounts.services.changing import change_looks, looks_of
from devket.accounts.views import me
from devket.core.errors import N_, InvalidError
from devket.db import db
from devket.library import queries
from devket.reading import presenters
from devket.reading.forms import PreferencesForm
from devket.web.htmx import back, is_htmx
from devket.web.parts import parts

blueprint = Blueprint("reading", "devket.reading", template_folder="templates")


def init_app(app: Flask) -> None:
    """Join the reader to the app."""
    app.register_blueprint(blueprint)


@blueprint.get("/saves/<int:save_id>")
@login_required
def reader(save_id: int) -> str:
    """Show the article of a save; a pending one asks again by htmx until it is there."""
    save = queries.save_with_article(db.session(), me().id, save_id)
    return render_template(
        "reading/_article.html" if is_htmx() else "reading/reader.html",
        article=presenters.article_view(save, now=parts().clock()),
        prefs=presenters.preferences_of(me()),
    )


@blueprint.post("/reading/preferences")
@login_required
def preferences() -> Response:
    """Remember how this person likes to read."""
    form = PreferencesForm()
    if not form.validate():
        raise InvalidError(N_("Choose one of the offered settings."))
    looks = replace(
        looks_of(me()),
        reader_font=ReaderFont(form.font.data),
        reader_size=form.size.data,
        reader_width=ReaderWidth(form.width.data),
        reader_leading=ReaderLeading(form.leading.data),
        theme=Theme(form.theme.data),
    )
    change_looks(db.session(), me(), looks)
    if is_htmx():
        return Response(status=204)
    return redirect(back(url_for("library.saves")), code=303)
