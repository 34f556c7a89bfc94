"""Accounts from the shell: `flask user …`."""

from __future__ import annotations

import sys

import click
from flask import current_app
from flask.cli import AppGroup

from devket.accounts import queries
from devket.accounts.models import User
from devket.accounts.services import browsers, changing, joining, standing
from devket.accounts.services.passwords import Passwords
from devket.core.errors import DevketError
from devket.core.text import storable
from devket.db import transaction
from devket.web.parts import parts

user_commands = AppGroup("user", help="Accounts: create, invite, set a password.")
_stdin = click.option("--password-stdin", is_flag=True, help="Read the password from a pipe.")


@user_commands.command("create")
@click.argument("email")
@click.option("--username", required=True, help="The handle, shown as @name.")
@click.option("--admin", is_flag=True, help="May use the admin area.")
@click.option("--verified", is_flag=True, help="Carries the blue check of an official account.")
@_stdin
def create(email: str, username: str, admin: bool, verified: bool, password_stdin: bool) -> None:
    """Make an account. Its address counts as confirmed."""
    secret = _ask_password(password_stdin)
    try:
        with transaction() as session:
            user = joining.create_user(
                session,
                handle=username,
                email=email,
                password=secret,
                passwords=_passwords(),
                clock=parts().clock,
            )
            user.is_admin = admin
            if verified:
                standing.grant_check(session, user, by=None, clock=parts().clock)
            handle = user.handle
    except DevketError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"@{handle} can log in now.")


@user_commands.command("password")
@click.argument("email")
@_stdin
def password(email: str, password_stdin: bool) -> None:
    """Set a new password. Every browser of the person is signed out."""
    new = _ask_password(password_stdin)
    with transaction() as session:
        known = queries.credentials(session, email)
    if known is None:
        raise click.ClickException(f"There is no account with the address {email}.")
    try:
        hashed = changing.hash_new(known, new, passwords=_passwords())
    except DevketError as error:
        raise click.ClickException(str(error)) from error
    with transaction() as session:
        changing.set_password(session, session.get_one(User, known.user_id), hashed)
        browsers.revoke_others(session, known.user_id, keep=None)
    click.echo(f"@{known.handle} has a new password.")


@user_commands.command("invite")
@click.option(
    "--days",
    default=joining.INVITATION_DAYS,
    show_default=True,
    help="Its lifetime.",
    type=click.IntRange(1, 365),
)
def invite(days: int) -> None:
    """Print the address of a single-use invitation to sign up."""
    with transaction() as session:
        token = joining.invite(session, days=days, clock=parts().clock)
    click.echo(f"{parts().base_url}/signup?invite={token}")


def _ask_password(from_stdin: bool) -> str:
    if from_stdin:
        return storable(sys.stdin.readline().rstrip("\r\n"))
    return storable(click.prompt("Password", hide_input=True, confirmation_prompt=True))


def _passwords() -> Passwords:
    return Passwords(current_app.config["PASSWORD_COST"])
