"""Forms of stories. Lengths are judged by `services.stories`, after what cannot be seen is gone."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import FileField, HiddenField, RadioField, SelectChoice, StringField, TextAreaField

from devket.social.models import Ground
from devket.web.forms import Form

GROUNDS = (
    (Ground.INK, _l("Ink")),
    (Ground.MOSS, _l("Moss")),
    (Ground.SEA, _l("Sea")),
    (Ground.PLUM, _l("Plum")),
    (Ground.CLAY, _l("Clay")),
    (Ground.SUN, _l("Sun")),
)


class StoryForm(Form):
    """A new story."""

    text = TextAreaField(_l("Text"))
    ground = RadioField(
        _l("Ground"),
        choices=[SelectChoice(ground.value, name) for ground, name in GROUNDS],
        default=Ground.INK.value,
    )
    pictures = FileField(_l("Picture"))  # taken in by `views.uploads`
    alt = StringField(_l("Description of the picture"))
    link = StringField(_l("Link"))
    highlight = HiddenField()


class AnswerForm(Form):
    """An answer to a story."""

    text = TextAreaField(_l("Answer"))
