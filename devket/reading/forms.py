"""The typography panel and the place one is at: shape only."""

from __future__ import annotations

from enum import StrEnum

from wtforms import IntegerField, SelectField, StringField
from wtforms.validators import InputRequired, Length, NumberRange, Regexp

from devket.accounts.models import ReaderFont, ReaderLeading, ReaderWidth, Theme
from devket.capture.outline import WORDS_LENGTH
from devket.library.models import DONE
from devket.web.forms import Form
from devket.web.routing import LARGEST_ID

_MONTH = 31 * 24 * 3600 * 1000  # milliseconds: what waited longer is no news


def _choices(words: type[StrEnum]) -> list[str]:
    return [word.value for word in words]


class PreferencesForm(Form):
    """Typeface, size in CSS pixels, measure, line height and theme."""

    font = SelectField(choices=_choices(ReaderFont))
    size = IntegerField(validators=[NumberRange(15, 24)])
    width = SelectField(choices=_choices(ReaderWidth))
    leading = SelectField(choices=_choices(ReaderLeading))
    theme = SelectField(choices=_choices(Theme))


class PlaceForm(Form):
    """Where a tab says one is; `age` in milliseconds."""

    block = IntegerField(validators=[InputRequired(), NumberRange(0, LARGEST_ID)])
    words = StringField(validators=[Length(max=WORDS_LENGTH)])
    progress = IntegerField(validators=[InputRequired(), NumberRange(0, DONE)])
    version = IntegerField(validators=[InputRequired(), NumberRange(0, LARGEST_ID)])
    device = StringField(validators=[Regexp(r"[\w.-]{1,64}\Z")])
    known = StringField(validators=[Length(max=40)])
    age = IntegerField(validators=[InputRequired(), NumberRange(0, _MONTH)])
