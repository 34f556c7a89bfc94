"""What the pages of the feed take in: shape only."""

from __future__ import annotations

from wtforms import SelectMultipleField
from wtforms.validators import Length

from devket.web.forms import Form

_MOST = 200


class _Ids(SelectMultipleField):  # type: ignore[misc]  # WTForms has no types
    """Numbers of rows, whichever; whose they are is the verb's to ask."""

    def __init__(self) -> None:
        super().__init__(coerce=int, validate_choice=False, validators=[Length(max=_MOST)])


class ShelvesForm(Form):
    """The tags of a page, those of them that are public, and those with notes."""

    of = _Ids()
    public = _Ids()
    notes = _Ids()
