"""Webhooks of the tests: made through the interface, told of everything unless said otherwise."""

from __future__ import annotations

from typing import Any

from devket.api.models import Event
from tests.support.receiver import Receiver
from tests.web.api.asking import Program

ALL_EVENTS = [event.value for event in Event if event is not Event.PING]


def make_hook(hers: Program, receiver: Receiver, *events: str) -> dict[str, Any]:
    """Make a webhook at a receiver, which knows its secret from then on."""
    sent = {"url": receiver.url, "events": list(events) or ALL_EVENTS}
    made: dict[str, Any] = hers.told("POST", "/webhooks", 201, json=sent)
    receiver.secret = made["secret"]
    return made


def deliveries(hers: Program, hook: dict[str, Any]) -> list[dict[str, Any]]:
    """Return what became of what a webhook was sent, oldest first."""
    told = hers.told("GET", f"/webhooks/{hook['id']}/deliveries?limit=200")
    items: list[dict[str, Any]] = told["items"]
    return items[::-1]
