"""Forms of the reader: typography, highlights, notes, the place one is at. Shape only."""

from __future__ import annotations

from enum import StrEnum

from wtforms import IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional, Regexp

from devket.accounts.models import ReaderFont, ReaderLeading, ReaderWidth, Theme
from devket.capture.outline import WORDS_LENGTH
from devket.library.models import DONE
from devket.reading.models import CONTEXT_LENGTH, QUOTE_LENGTH, Color
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


class MarkForm(Form):
    """What the bar over a selection sends. Places and text are judged by the service."""

    version = IntegerField(validators=[NumberRange(1, LARGEST_ID)])
    start = IntegerField(validators=[NumberRange(0, LARGEST_ID)])
    end = IntegerField(validators=[NumberRange(0, LARGEST_ID)])
    quote = TextAreaField(validators=[Length(max=2 * QUOTE_LENGTH)])
    prefix = TextAreaField(validators=[Length(max=2 * CONTEXT_LENGTH)])
    suffix = TextAreaField(validators=[Length(max=2 * CONTEXT_LENGTH)])
    color = SelectField(choices=_choices(Color), default=Color.YELLOW.value)
    note = TextAreaField()
    opens = StringField()


class RemarkForm(Form):
    """A highlight's colour and note; what is not sent stays."""

    color = SelectField(choices=["", *_choices(Color)], default="")
    note = TextAreaField()
    version = IntegerField(validators=[Optional(), NumberRange(1, LARGEST_ID)])


class NoteForm(Form):
    """A note on a save."""

    text = TextAreaField()
    version = IntegerField(validators=[Optional(), NumberRange(1, LARGEST_ID)])


class PlaceForm(Form):
    """Where a tab says one is; `age` in milliseconds."""

    block = IntegerField(validators=[InputRequired(), NumberRange(0, LARGEST_ID)])
    words = StringField(validators=[Length(max=WORDS_LENGTH)])
    progress = IntegerField(validators=[InputRequired(), NumberRange(0, DONE)])
    version = IntegerField(validators=[InputRequired(), NumberRange(0, LARGEST_ID)])
    device = StringField(validators=[Regexp(r"[\w.-]{1,64}\Z")])
    known = StringField(validators=[Length(max=40)])
    age = IntegerField(validators=[InputRequired(), NumberRange(0, _MONTH)])
