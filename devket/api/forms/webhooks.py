"""What programs send about webhooks, and the form of the settings page."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from marshmallow import fields, validate
from wtforms import SelectMultipleField, StringField
from wtforms.validators import InputRequired, Length

from devket.api.forms.fields import Body, Listed, Words, truth, words
from devket.api.models import DESCRIPTION_LENGTH, HOOK_ADDRESS_LENGTH, Event
from devket.web.forms import REQUIRED, TOO_LONG, Form

CHOSEN = tuple(event for event in Event if event is not Event.PING)


def _events(**more: Any) -> fields.List[str]:
    return fields.List(
        Words(validate=validate.OneOf([event.value for event in CHOSEN])),
        validate=validate.Length(min=1, max=2 * len(CHOSEN)),
        metadata={"description": "What it is told of."},
        **more,
    )


class NewWebhook(Body):
    """An address that is to be told of what happens."""

    url = words(2 * HOOK_ADDRESS_LENGTH, "Where to send, by POST.", required=True)
    events = _events(required=True)
    description = words(2 * DESCRIPTION_LENGTH, "What it is for.", load_default="")


class WebhookChange(Body):
    """What is to be another; what is left out stays."""

    url = words(2 * HOOK_ADDRESS_LENGTH, "Where to send.")
    events = _events()
    description = words(2 * DESCRIPTION_LENGTH, "What it is for.")
    is_active = truth("Send, or pause. What happens in a pause is not told.")


class DeliveriesAsked(Listed):
    """Which part of the deliveries."""


class WebhookForm(Form):
    """A webhook on its page."""

    url = StringField(
        _l("Address"),
        [InputRequired(REQUIRED), Length(max=HOOK_ADDRESS_LENGTH, message=TOO_LONG)],
    )
    description = StringField(_l("Description"), [Length(max=DESCRIPTION_LENGTH, message=TOO_LONG)])
    # What is no event is left out: then none may be left, which the service says.
    events = SelectMultipleField(
        _l("What it is told of"), choices=[event.value for event in CHOSEN], validate_choice=False
    )
