"""Forms of the library: shape only."""

from __future__ import annotations

from wtforms import SelectField, StringField, TextAreaField

from devket.accounts.models import ListView
from devket.web.forms import Form


class SaveForm(Form):
    """The box at the top of every page. The address is judged by `core.urls.parse_address`."""

    url = StringField()
    title = StringField()


class PageForm(Form):
    """A page as somebody's browser has it: its address, its title, its HTML."""

    url = StringField()
    title = StringField()
    html = TextAreaField()


class ViewForm(Form):
    """Cards or rows."""

    view = SelectField(choices=[view.value for view in ListView])
