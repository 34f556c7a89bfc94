"""Forms of the library: shape only."""

from __future__ import annotations

from wtforms import BooleanField, SelectField, StringField, TextAreaField

from devket.accounts.models import ListView
from devket.web.forms import Form


class SaveForm(Form):
    """The box at the top of every page. The address is judged by `core.urls.parse_address`."""

    url = StringField()
    title = StringField()
    tags = StringField()


class PageForm(Form):
    """A page as somebody's browser has it: its address, its title, its HTML."""

    url = StringField()
    title = StringField()
    html = TextAreaField()
    tags = StringField()


class ViewForm(Form):
    """Cards or rows."""

    view = SelectField(choices=[view.value for view in ListView])


class TagsForm(Form):
    """Tags of a save, separated by commas. Names are judged by `core.tags`."""

    tags = StringField()
    add = StringField()


class TagForm(Form):
    """One tag, what it is to be called, and how far a change goes."""

    name = StringField()
    to = StringField()
    merge = BooleanField()
    below = BooleanField()
