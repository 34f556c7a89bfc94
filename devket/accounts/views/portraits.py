"""The picture of a person: uploaded, cut to a square, taken away and brought back."""

from __future__ import annotations

from datetime import timedelta

from flask import current_app, request, url_for
from flask_babel import gettext as _
from flask_login import login_required
from itsdangerous import BadSignature, URLSafeTimedSerializer
from werkzeug.wrappers import Response

from devket.accounts.forms import PortraitForm
from devket.accounts.services import portraits
from devket.accounts.services.throttle import Rule
from devket.accounts.views.browser import me
from devket.accounts.views.pages import count_tries, pages
from devket.accounts.views.settings import show_profile
from devket.capture.images import Crop
from devket.core.errors import InvalidError, NotFoundError
from devket.db import db
from devket.web.htmx import go_to
from devket.web.parts import parts
from devket.web.sizes import takes_up_to
from devket.web.toasts import toast

PORTRAIT = Rule("portrait", 40, timedelta(hours=1))
_UNDO_FOR = 3600  # seconds; the file stays for a day
_FORM_AROUND = 64 * 1024


@pages.post("/settings/profile/picture")
@takes_up_to(portraits.MOST_BYTES + _FORM_AROUND)
@login_required
def set_picture() -> Response:
    """Take a picture in, and show the square of it that was chosen."""
    count_tries((PORTRAIT, f"user:{me().id}"))
    user_id, form = me().id, PortraitForm()
    db.session.rollback()  # nobody waits for a lock while the picture is read
    sent = request.files.get("picture")
    try:
        key = portraits.make_portrait(
            sent.read() if sent else b"",
            _crop(form),
            sandbox=parts().sandbox,
            blobs=parts().blobs,
        )
    except InvalidError as error:
        return show_profile(error)
    before = portraits.set_portrait(db.session(), user_id, key)
    return _shown(_("Your picture is changed."), before)


@pages.post("/settings/profile/picture/remove")
@login_required
def remove_picture() -> Response:
    """Show the initial again."""
    before = portraits.set_portrait(db.session(), me().id, None)
    return _shown(_("Your picture is removed."), before)


@pages.post("/settings/profile/picture/undo/<word>")
@login_required
def bring_picture_back(word: str) -> Response:
    """Show the picture again that was there before; `word` is ours, and names it and its owner."""
    try:
        user_id, key = _signer().loads(word, max_age=_UNDO_FOR)
    except BadSignature as error:
        raise NotFoundError from error
    if user_id != me().id:
        raise NotFoundError
    portraits.set_portrait(db.session(), me().id, key)
    return _shown(_("Your picture is as it was."), None, is_undone=True)


def _shown(sentence: str, before: str | None, *, is_undone: bool = False) -> Response:
    word = "" if is_undone or before is None else str(_signer().dumps((me().id, before)))
    undo = url_for("accounts.bring_picture_back", word=word) if word else None
    toast(sentence, undo_href=undo)
    return go_to(url_for("accounts.settings_profile"))


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(str(current_app.secret_key), salt="devket.portrait")


def _crop(form: PortraitForm) -> Crop:
    """Return the square that was chosen; the middle where none, or none that there is, was sent."""
    if not form.validate():
        return Crop()
    sent = (form.x.data, form.y.data, form.size.data)
    return Crop() if None in sent else Crop(*sent)
