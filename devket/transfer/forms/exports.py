"""The form of an export."""

from __future__ import annotations

from wtforms import SelectField, StringField
from wtforms.validators import Length

from devket.search.models import QUERY_LENGTH
from devket.transfer.presenters import FORMATS
from devket.transfer.queries.chosen import Which
from devket.web.forms import TOO_LONG, Form


class ExportForm(Form):
    """Which saves, as which file. `word` is the tag or the query."""

    format = SelectField(choices=list(FORMATS), default="zip")
    which = SelectField(choices=[which.value for which in Which], default=Which.ALL.value)
    word = StringField(validators=[Length(max=QUERY_LENGTH, message=TOO_LONG)])
