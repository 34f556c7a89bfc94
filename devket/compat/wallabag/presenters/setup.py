"""What people type into an app: address, keys, and a link or a picture that says the address."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for

from devket.accounts.models import User
from devket.compat.wallabag.services.clients import Client
from devket.web.parts import parts

GRANTS = "token refresh_token password"
NO_PLACE = "none"


@dataclass(frozen=True, slots=True)
class SetupView:
    """One app's set-up. `link` is opened by wallabag's Android app, as is the picture of it."""

    number: int
    name: str
    base: str
    handle: str
    client_id: str
    secret: str
    link: str
    qr_href: str
    delete_href: str


def base_address() -> str:
    """Return the server's address as apps are told it: without a slash at its end."""
    return f"{parts().base_url}/wallabag"


def link_for(user: User) -> str:
    """Return the link that sets the Android app up."""
    return f"wallabag://{user.handle}@{base_address()}"


def setups(clients: Sequence[Client], user: User) -> tuple[SetupView, ...]:
    """Return the clients of a person as pages show them."""
    return tuple(
        SetupView(
            number=client.number,
            name=client.name,
            base=base_address(),
            handle=user.handle,
            client_id=client.client_id,
            secret=client.secret,
            link=link_for(user),
            qr_href=url_for("wallabag_pages.qr"),
            delete_href=url_for("wallabag_pages.delete_client", client_id=client.number),
        )
        for client in clients
    )
