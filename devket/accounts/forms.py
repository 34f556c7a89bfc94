"""What the pages of accounts take in: shape only."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    EmailField,
    FileField,
    HiddenField,
    IntegerField,
    PasswordField,
    RadioField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional, ValidationError

from devket.accounts.models import (
    EMAIL_LENGTH,
    HANDLE_LENGTH,
    LABEL_LENGTH,
    NAME_LENGTH,
    PASSWORD_MAX,
    ListView,
    ReaderFont,
    ReaderLeading,
    ReaderWidth,
    Theme,
)
from devket.accounts.services.changing import BIO_LENGTH, WEBSITE_LENGTH
from devket.accounts.services.credentials import SCOPES
from devket.web.forms import REQUIRED, TOO_LONG, Form
from devket.web.i18n import LANGUAGES

OF_ONES_OWN = "api"  # the way of programs whose scopes are chosen by hand


def _needed(longest: int) -> list[object]:
    return [InputRequired(REQUIRED), Length(max=longest, message=TOO_LONG)]


def _choices(labels: Mapping[Any, Any]) -> list[SelectChoice]:
    return [SelectChoice(value, label) for value, label in labels.items()]


def _newlines(value: Any) -> Any:
    # Browsers send each as two characters but count it as one against the limit.
    return value.replace("\r\n", "\n") if isinstance(value, str) else value


class SignupForm(Form):
    """A newcomer."""

    handle = StringField(_l("Handle"), _needed(HANDLE_LENGTH + 1))  # room for a typed @
    email = EmailField(_l("E-mail address"), _needed(EMAIL_LENGTH))
    password = PasswordField(_l("Password"), _needed(PASSWORD_MAX))
    invite = HiddenField(validators=[Length(max=100)])
    next = HiddenField()


class LoginForm(Form):
    """Somebody who says they have an account."""

    login = StringField(_l("E-mail address or handle"), _needed(EMAIL_LENGTH))
    password = PasswordField(_l("Password"), _needed(PASSWORD_MAX))
    next = HiddenField()


class EmailForm(Form):
    """An address to send a link to."""

    email = EmailField(_l("E-mail address"), _needed(EMAIL_LENGTH))


class NewPasswordForm(Form):
    """A new password, by a mailed link."""

    password = PasswordField(_l("New password"), _needed(PASSWORD_MAX))


class PasswordForm(NewPasswordForm):
    """A new password, by the present one."""

    current = PasswordField(_l("Present password"), _needed(PASSWORD_MAX))


class ChangeEmailForm(EmailForm):
    """A new address, by the password."""

    email = EmailField(_l("New e-mail address"), _needed(EMAIL_LENGTH))
    password = PasswordField(_l("Password"), _needed(PASSWORD_MAX))


class ProfileForm(Form):
    """What others see of a person."""

    display_name = StringField(_l("Name"), [Length(max=NAME_LENGTH, message=TOO_LONG)])
    name = StringField(_l("Profile name"), [Length(max=NAME_LENGTH, message=TOO_LONG)])
    website = StringField(_l("Website"), [Length(max=WEBSITE_LENGTH, message=TOO_LONG)])
    bio = TextAreaField(
        _l("About you"), [Length(max=BIO_LENGTH, message=TOO_LONG)], filters=[_newlines]
    )
    hides_counts = BooleanField(_l("Hide how many like my posts"))


class PortraitForm(Form):
    """A picture of a person, and which square of it is shown; in thousandths of its size."""

    picture = FileField(_l("Choose a picture"))
    x = IntegerField(validators=[Optional(), NumberRange(0, 1000)])
    y = IntegerField(validators=[Optional(), NumberRange(0, 1000)])
    size = IntegerField(validators=[Optional(), NumberRange(1, 1000)])


class LooksForm(Form):
    """Language, theme, reader. What is not sent keeps its value, so parts can be changed alone."""

    language = SelectField(
        _l("Language"), choices=_choices({"": _l("As my browser asks"), **LANGUAGES})
    )
    theme = RadioField(
        _l("Theme"),
        choices=_choices(
            {
                Theme.SYSTEM.value: _l("Follow the system"),
                Theme.LIGHT.value: _l("Light"),
                Theme.SEPIA.value: _l("Sepia"),
                Theme.DARK.value: _l("Dark"),
            }
        ),
    )
    list_view = RadioField(
        _l("Lists"),
        choices=_choices({ListView.CARDS.value: _l("Cards"), ListView.ROWS.value: _l("Rows")}),
    )
    reader_font = RadioField(
        _l("Typeface"),
        choices=_choices({ReaderFont.SERIF.value: _l("Serif"), ReaderFont.SANS.value: _l("Sans")}),
    )
    reader_size = SelectField(
        _l("Text size"), coerce=int, choices=_choices({n: str(n) for n in range(15, 25)})
    )
    reader_width = RadioField(
        _l("Text width"),
        choices=_choices(
            {
                ReaderWidth.NARROW.value: _l("Narrow"),
                ReaderWidth.NORMAL.value: _l("Normal"),
                ReaderWidth.WIDE.value: _l("Wide"),
            }
        ),
    )
    reader_leading = RadioField(
        _l("Line height"),
        choices=_choices(
            {
                ReaderLeading.TIGHT.value: _l("Tight"),
                ReaderLeading.NORMAL.value: _l("Normal"),
                ReaderLeading.LOOSE.value: _l("Loose"),
            }
        ),
    )


class ProgramForm(Form):
    """A token or a password for one program: its name, what it is for, what it may do."""

    way = StringField()
    label = StringField(_l("Name"), _needed(LABEL_LENGTH))
    scopes = SelectMultipleField(choices=_choices({scope: scope for scope in SCOPES}))

    def validate_scopes(self, scopes: SelectMultipleField) -> None:
        """A token that may do nothing would only puzzle its owner."""
        if self.way.data == OF_ONES_OWN and not scopes.data:
            raise ValidationError(_l("Tick at least one thing that the token may do."))


class BareForm(Form):
    """A button: nothing but the token against forged requests."""
