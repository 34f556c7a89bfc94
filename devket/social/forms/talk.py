"""Forms of comments. What is said is judged by the service."""

from __future__ import annotations

from wtforms import IntegerField, SelectField, TextAreaField
from wtforms.validators import NumberRange, Optional

from devket.social.models import Commenting
from devket.web.forms import Form
from devket.web.routing import LARGEST_ID


class CommentForm(Form):
    """A comment; `parent` is the one it answers."""

    text = TextAreaField()
    parent = IntegerField(validators=[Optional(), NumberRange(1, LARGEST_ID)])


class CommentingForm(Form):
    """Whether people may comment on a post, and whether what was said is shown."""

    to = SelectField(choices=[word.value for word in Commenting])
