"""The tables of the interface: answers that are asked for again, webhooks, what they are sent."""

from devket.api.models.answers import LOCATION_LENGTH, Answer
from devket.api.models.webhooks import (
    ANSWER_LENGTH,
    DESCRIPTION_LENGTH,
    HOOK_ADDRESS_LENGTH,
    Delivery,
    Event,
    Outcome,
    Standing,
    Webhook,
    Why,
)

__all__ = [
    "ANSWER_LENGTH",
    "DESCRIPTION_LENGTH",
    "HOOK_ADDRESS_LENGTH",
    "LOCATION_LENGTH",
    "Answer",
    "Delivery",
    "Event",
    "Outcome",
    "Standing",
    "Webhook",
    "Why",
]
