"""Forms of search: shape only."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, StringField

from devket.web.forms import Form


class KeepForm(Form):
    """A query and the name under which it is to be kept."""

    query = HiddenField()
    name = StringField(_l("Name"))
    is_pinned = BooleanField(_l("Pin it beside my lists"), default=True)


class RenameForm(Form):
    """Another name for a saved search."""

    name = StringField()
