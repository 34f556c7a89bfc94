"""The reader, and how people like it."""

from __future__ import annotations

from flask import Blueprint, Flask, redirect, render_template, url_for
from flask_login import current_user, login_required
from werkzeug.wrappers import Response

from devket.accounts.models import ReaderFont, ReaderLeading, ReaderWidth, Theme
from devket.core.errors import InvalidError
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
    save = queries.save_with_article(db.session(), current_user.id, save_id)
    return render_template(
        "reading/_article.html" if is_htmx() else "reading/reader.html",
        article=presenters.article_view(save, now=parts().clock()),
        prefs=presenters.preferences_of(current_user),
    )


@blueprint.post("/reading/preferences")
@login_required
def preferences() -> Response:
    """Remember how this person likes to read."""
    form = PreferencesForm()
    if not form.validate():
        raise InvalidError("Choose one of the offered settings.")
    current_user.reader_font = ReaderFont(form.font.data)
    current_user.reader_size = form.size.data
    current_user.reader_width = ReaderWidth(form.width.data)
    current_user.reader_leading = ReaderLeading(form.leading.data)
    current_user.theme = Theme(form.theme.data)
    if is_htmx():
        return Response(status=204)
    return redirect(back(url_for("library.saves")), code=303)
