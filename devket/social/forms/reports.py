"""The form of a report: shape only."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectChoice, TextAreaField
from wtforms.validators import InputRequired, Length

from devket.social.models import REPORT_LENGTH
from devket.social.presenters.reports import REASONS
from devket.web.forms import TOO_LONG, Form


def _newlines(value: Any) -> Any:
    # Browsers send each as two characters but count it as one against the limit.
    return value.replace("\r\n", "\n").strip() if isinstance(value, str) else value


class ReportForm(Form):
    """What is wrong with something."""

    reason = RadioField(
        _l("What is wrong with it?"),
        [InputRequired(_l("Choose what is wrong with it."))],
        choices=[SelectChoice(reason.value, label) for reason, label in REASONS.items()],
    )
    remark = TextAreaField(
        _l("Anything else that helps to judge it"),
        [Length(max=REPORT_LENGTH, message=TOO_LONG)],
        filters=[_newlines],
    )


class BareForm(Form):
    """A button: nothing but the token against forged requests."""
