"""Mails of accounts, written and sent in the background, and the sweep of what has expired."""

from __future__ import annotations

from collections.abc import Callable

from flask import current_app
from flask_babel import force_locale, gettext

from devket.accounts.models import MailToken, Purpose, User
from devket.accounts.services import tokens
from devket.accounts.services.expiring import forget_expired
from devket.db import transaction
from devket.jobs import job, sweep
from devket.web.mail import Mail
from devket.web.parts import parts

RETRIES, RETRY_DELAY = 5, 30  # half a minute, doubled each time: a quarter of an hour in all
ENDPOINT = {
    Purpose.CONFIRM_EMAIL: "accounts.confirm_email",
    Purpose.CHANGE_EMAIL: "accounts.confirm_email",
    Purpose.RESET_PASSWORD: "accounts.reset",
}


@job(retries=RETRIES, retry_delay=RETRY_DELAY)
def send_link(token_id: int) -> None:
    """Mail a link that confirms an address; nothing when its token is gone by now."""
    with transaction() as session:
        row = session.get(MailToken, token_id)
        user = session.get(User, row.user_id) if row else None
        if row is None or user is None:
            return
        mail = _link_mail(user, row)
    parts().mailer.send(mail)


@job(retries=RETRIES, retry_delay=RETRY_DELAY)
def send_reset(user_id: int) -> None:
    """Mail a link that resets the password. Nobody has the id 0: unknown addresses end here."""
    with transaction() as session:
        user = session.get(User, user_id)
        if user is None:
            return
        purpose, clock = Purpose.RESET_PASSWORD, parts().clock
        row = tokens.issue(session, user, purpose, email=user.email, clock=clock)
        mail = _link_mail(user, row)
    parts().mailer.send(mail)


@job(retries=RETRIES, retry_delay=RETRY_DELAY)
def send_change_of_email(token_id: int) -> None:
    """Tell the old address of the change that is asked for, then have the new one mailed.

    In this order, so that no change can be confirmed before the owner of the old one was told.
    """
    with transaction() as session:
        row = session.get(MailToken, token_id)
        user = session.get(User, row.user_id) if row else None
        if row is None or user is None:
            return
        mail = _composed(user, user.email, "change_notice", new_email=row.email)
    parts().mailer.send(mail)
    parts().queue.enqueue(send_link, token_id)


@job(retries=RETRIES, retry_delay=RETRY_DELAY)
def send_password_notice(user_id: int) -> None:
    """Tell a person that their password was changed."""
    with transaction() as session:
        user = session.get(User, user_id)
        if user is None:
            return
        mail = _composed(user, user.email, "password_notice", link=_link("accounts.reset_request"))
    parts().mailer.send(mail)


@sweep
def forget_what_expired() -> None:
    """Delete expired sessions, tokens, invitations and counters."""
    with transaction() as session:
        forget_expired(session, parts().clock())


def _link_mail(user: User, row: MailToken) -> Mail:
    link = _link(ENDPOINT[row.purpose], token=tokens.mint(row))
    hours = int(tokens.LIFETIME[row.purpose].total_seconds()) // 3600
    return _composed(user, row.email, row.purpose.replace("-", "_"), link=link, hours=hours)


def _link(endpoint: str, **values: str) -> str:
    # From the setting, never from a Host header, which whoever asks for the mail may choose.
    path = current_app.url_map.bind("").build(endpoint, values)
    return parts().base_url + path


def _composed(user: User, to: str, name: str, **values: object) -> Mail:
    return compose(user, name, lambda: _subject(name), to=to, **values)


def compose(
    user: User, name: str, subject: Callable[[], str], *, to: str = "", **values: object
) -> Mail:
    """Return the mail of this name in the language of a person, to their address or another.

    `subject` is asked when their language is set.
    """
    # Straight from the environment: outside a request there is nobody for context processors.
    templates = current_app.jinja_env
    with force_locale(user.language or "en"):
        values |= {"name": user.display_name, "handle": user.handle, "lang": user.language or "en"}
        title = subject()
        values |= {"subject": title, "site": parts().base_url}
        return Mail(
            to=to or user.email,
            subject=title,
            text=templates.get_template(f"mail/{name}.txt").render(values),
            html=templates.get_template(f"mail/{name}.html").render(values),
        )


def _subject(name: str) -> str:
    subjects: dict[str, str] = {
        "confirm_email": gettext("Confirm your e-mail address"),
        "change_email": gettext("Confirm your new e-mail address"),
        "change_notice": gettext("Your e-mail address is about to change"),
        "reset_password": gettext("Choose a new password"),
        "password_notice": gettext("Your password was changed"),
    }
    return subjects[name]
