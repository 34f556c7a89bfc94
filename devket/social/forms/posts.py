"""What the editor of a post sends: shape only."""

from __future__ import annotations

from flask import request
from wtforms import BooleanField, SelectField, StringField, TextAreaField

from devket.core.errors import InvalidError, NotFoundError
from devket.core.text import storable
from devket.social.models import Visibility
from devket.social.services.composing import Sent
from devket.social.services.drafting import Written
from devket.web.forms import Form
from devket.web.routing import LARGEST_ID

_MOST_NAMED = 50  # pictures; more than a post can have is no editor's doing


class PostForm(Form):
    """The text and the choices. Lengths are judged by `services.drafting.cleaned`."""

    text = TextAreaField()
    location = StringField()
    visibility = SelectField(choices=list(Visibility), default=Visibility.PUBLIC)
    commentable = BooleanField()


def sent() -> Sent:
    """Return what the editor sent; `InvalidError` for what no editor sends."""
    form = PostForm()
    if not form.validate():
        raise InvalidError("Choose who may see the post.", field="visibility")
    act, _, which = request.form.get("act", "publish").partition(":")
    said = request.form
    ids, shown = _ids("picture"), _ids("shown")
    return Sent(
        written=Written(
            text=form.text.data or "",
            location=form.location.data or "",
            visibility=Visibility(form.visibility.data),
            is_commentable=bool(form.commentable.data),
        ),
        order=tuple(dict.fromkeys(ids)),
        taken_out=tuple(set(shown) - set(ids)),
        alts={one: storable(said[f"alt-{one}"]) for one in ids if f"alt-{one}" in said},
        draft_id=number(said.get("draft", "")),
        save_id=number(said.get("save", "")),
        highlight_id=number(said.get("highlight", "")),
        act=act,
        which=number(which) or 0,
    )


def _ids(name: str) -> list[int]:
    said = request.form.getlist(name)[:_MOST_NAMED]
    return [one for one in map(number, said) if one]


def number(value: str) -> int | None:
    """Return an id as it was sent; None for nothing, `NotFoundError` for what no row can have."""
    if not value:
        return None
    if not (value.isascii() and value.isdigit()) or len(value) > 11 or int(value) > LARGEST_ID:
        raise NotFoundError
    return int(value)
