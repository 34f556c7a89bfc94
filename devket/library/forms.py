"""Forms of the library: shape only."""

from __future__ import annotations

from wtforms import BooleanField, IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import Optional

from devket.accounts.models import ListView
from devket.library.services.snoozing import Until
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


class SnoozeForm(Form):
    """Until when a save is put off. The day is judged by `services.snoozing.wake_time`."""

    until = SelectField(choices=[until.value for until in Until])
    day = StringField()
    offset = IntegerField(validators=[Optional()])  # minutes the person's clock is ahead of UTC
