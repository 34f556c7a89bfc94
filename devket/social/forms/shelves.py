"""Which tags are public shelves."""

from __future__ import annotations

from wtforms import SelectMultipleField
from wtforms.validators import Length

from devket.web.forms import Form
from devket.web.routing import LARGEST_ID

_MOST = 200


def _id(sent: object) -> int:
    """Return the number of a row; `ValueError` for one that none can have."""
    number = int(str(sent))
    if not 0 < number <= LARGEST_ID:
        raise ValueError("no row has this number")
    return number


def _ids() -> SelectMultipleField:
    """Return a field of numbers of rows; whose they are is the verb's to ask."""
    return SelectMultipleField(coerce=_id, validate_choice=False, validators=[Length(max=_MOST)])


class ShelvesForm(Form):
    """The tags of a page, those of them that are public, and those with notes."""

    of = _ids()
    public = _ids()
    notes = _ids()
