"""A whole reset over a real SMTP conversation."""

from __future__ import annotations

import re
import socket
from collections.abc import Callable, Iterator
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from devket.web.mail import make_mailer
from devket.web.parts import Parts
from tests.support.client import AuditingClient
from tests.support.people import Person
from tests.support.twins import HandQueue


class Postbox:
    """The far end: keeps what is delivered, or says no as often as it is told to."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.refusals = 0

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:
        if self.refusals:
            self.refusals -= 1
            return "451 try again later"
        content = envelope.content
        assert isinstance(content, bytes)
        mail = message_from_bytes(content, policy=default)
        assert isinstance(mail, EmailMessage)
        self.mails.append(mail)
        return "250 OK"


@pytest.fixture
def postbox(change_parts: Callable[..., Parts]) -> Iterator[Postbox]:
    box = Postbox()
    port = _free_port()
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    try:
        url = f"smtp://127.0.0.1:{port}"
        change_parts(mailer=make_mailer(url, sender="Devket <devket@example.org>"))
        yield box
    finally:
        server.stop()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def test_a_reset_by_real_mail(
    alice: Person, nobody: AuditingClient, queue: HandQueue, postbox: Postbox
) -> None:
    nobody.post("/password/reset", data={"email": alice.email})
    queue.run_pending()
    (mail,) = postbox.mails
    assert (mail["To"], mail["From"]) == (alice.email, "Devket <devket@example.org>")
    assert mail["Subject"] == "Choose a new password"
    assert mail["Auto-Submitted"] == "auto-generated"
    plain, html = mail.get_body(("plain",)), mail.get_body(("html",))
    assert plain is not None and html is not None
    found = re.search(
        r"^http://localhost(/password/reset/\S+)\r?$", plain.get_content(), re.MULTILINE
    )
    assert found is not None
    assert f'href="http://localhost{found.group(1)}"' in html.get_content()
    answer = nobody.post(found.group(1), data={"password": "nine loud geese"})
    assert answer.status_code == 303


def test_a_mail_refused_for_now_comes_later(
    alice: Person, nobody: AuditingClient, queue: HandQueue, postbox: Postbox
) -> None:
    postbox.refusals = 2
    nobody.post("/password/reset", data={"email": alice.email})
    queue.run_pending()
    queue.run_delayed()
    assert postbox.mails == []
    queue.run_delayed()
    assert len(postbox.mails) == 1
