"""The typography panel: shape only."""

from __future__ import annotations

from enum import StrEnum

from wtforms import IntegerField, SelectField
from wtforms.validators import NumberRange

from devket.accounts.models import ReaderFont, ReaderLeading, ReaderWidth, Theme
from devket.web.forms import Form


def _choices(words: type[StrEnum]) -> list[str]:
    return [word.value for word in words]


class PreferencesForm(Form):
    """Typeface, size in CSS pixels, measure, line height and theme."""

    font = SelectField(choices=_choices(ReaderFont))
    size = IntegerField(validators=[NumberRange(15, 24)])
    width = SelectField(choices=_choices(ReaderWidth))
    leading = SelectField(choices=_choices(ReaderLeading))
    theme = SelectField(choices=_choices(Theme))
