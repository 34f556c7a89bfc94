"""What a device sends later: shape only."""

from __future__ import annotations

from wtforms import IntegerField, SelectField, StringField
from wtforms.validators import NumberRange, Optional

from devket.offline.services import ACTS, SAVE
from devket.web.forms import Form
from devket.web.routing import LARGEST_ID


class SendForm(Form):
    """One thing that was done without a connection, and the id of who did it."""

    person = StringField()
    act = SelectField(choices=[SAVE, *ACTS])
    save = IntegerField(validators=[Optional(), NumberRange(1, LARGEST_ID)])
    url = StringField()
    title = StringField()
