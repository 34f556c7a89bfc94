"""Mail: over SMTP when there is a server, else into the log, where an operator can read it."""

from __future__ import annotations

import logging
import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from typing import Protocol
from urllib.parse import SplitResult, unquote, urlsplit

log = logging.getLogger(__name__)
TIMEOUT = 20  # seconds


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail to one person, in plain text and HTML."""

    to: str
    subject: str
    text: str
    html: str | None = None


class Mailer(Protocol):
    """Whatever brings a mail on its way."""

    def send(self, mail: Mail) -> None:
        """Send; raise `OSError` or `smtplib.SMTPException` when it cannot be done now."""


class LogMailer:
    """Prints mails to the log: the default while no mail server is set."""

    def send(self, mail: Mail) -> None:
        """See `Mailer.send`."""
        log.warning("no DEVKET_MAIL_URL: mail to %s: %s\n%s", mail.to, mail.subject, mail.text)


class SmtpMailer:
    """Speaks SMTP: `smtp://` goes over to TLS when the server offers it, `smtps://` begins so."""

    def __init__(self, url: str, *, sender: str) -> None:
        self._url: SplitResult = urlsplit(url)
        self._sender = sender

    def send(self, mail: Mail) -> None:
        """See `Mailer.send`."""
        with self._connect() as server:
            if self._url.username:
                server.login(unquote(self._url.username), unquote(self._url.password or ""))
            server.send_message(self._message(mail))

    def _connect(self) -> smtplib.SMTP:
        host, port = self._url.hostname or "localhost", self._url.port
        context = ssl.create_default_context()
        if self._url.scheme == "smtps":
            return smtplib.SMTP_SSL(host, port or 465, timeout=TIMEOUT, context=context)
        server = smtplib.SMTP(host, port or 587, timeout=TIMEOUT)
        server.ehlo()
        if server.has_extn("starttls"):
            server.starttls(context=context)
        return server

    def _message(self, mail: Mail) -> EmailMessage:
        message = EmailMessage()
        message["From"], message["To"], message["Subject"] = self._sender, mail.to, mail.subject
        message["Date"], message["Message-ID"] = formatdate(), make_msgid(domain="devket")
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(mail.text)
        if mail.html:
            message.add_alternative(mail.html, subtype="html")
        return message


def make_mailer(url: str, *, sender: str) -> Mailer:
    """Return the mailer for `DEVKET_MAIL_URL`."""
    return SmtpMailer(url, sender=sender) if url else LogMailer()
