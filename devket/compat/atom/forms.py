"""The form of a new feed: shape only."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField, StringField
from wtforms.validators import Length

from devket.search.language import LONGEST
from devket.web.forms import TOO_LONG, Form


class FeedForm(Form):
    """Which list, and whether with whole texts."""

    of = SelectField(_l("List"), validate_choice=False)
    query = StringField(
        _l("Or what a search finds"), validators=[Length(max=LONGEST, message=TOO_LONG)]
    )
    is_full = BooleanField(_l("With the whole text of each article"))
