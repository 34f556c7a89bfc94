"""Saving from the shell, and the demo account."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import click
from flask.cli import with_appcontext

from devket.accounts import queries as people
from devket.accounts.services import joining
from devket.accounts.views import passwords
from devket.capture import capture, capture_html
from devket.capture.folder import DemoPage, FolderFetch, demo_pages
from devket.core.errors import DevketError
from devket.db import transaction
from devket.library import services
from devket.library.jobs import capture_save, keep
from devket.library.models import Save
from devket.web.parts import parts

# How long after one another a person might have saved the pages of the demo.
DEMO_PAUSE = timedelta(hours=7)
DEMO_EMAIL, DEMO_HANDLE, DEMO_PASSWORD = "demo@devket.test", "demo", "devket-demo"


@click.command("save")
@click.argument("url")
@click.option("--user", "email", required=True, help="The account's e-mail address.")
@click.option(
    "--html",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Take the page from this file instead of fetching it.",
)
@click.option("--wait", is_flag=True, help="Fetch the page here and now and tell what came of it.")
@with_appcontext
def save(url: str, email: str, html: Path | None, wait: bool) -> None:
    """Keep URL for an account."""
    owner_id = _user_id(email)
    try:
        with transaction() as session:
            added = services.add_save(
                session, owner_id=owner_id, url=url, clock=parts().clock, owed=html is None
            )
            save_id, address, is_owed = added.save.id, added.save.given_url, _is_owed(added.save)
    except DevketError as error:
        raise click.ClickException(str(error)) from error
    if html is not None:
        at_hand = parts()
        page = html.read_bytes()
        keep(
            save_id,
            capture_html(page, address, read=at_hand.sandbox.extract),
        )
    elif is_owed and wait:
        capture_save.run(save_id)
    elif is_owed:
        parts().queue.enqueue(capture_save, save_id)
    click.echo(_told(save_id))


@click.command("demo")
@click.option(
    "--pages",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path("tests/corpus/pages"),
    show_default=True,
    help="The folder of pages to fill the account with.",
)
@with_appcontext
def demo(pages: Path) -> None:
    """Make the account demo@devket.test with a library of pages that ship with the project."""
    at_hand = parts()
    fetch = FolderFetch(pages)
    owner_id = _demo_user_id()
    now = at_hand.clock()
    with click.progressbar(demo_pages(pages), label="Saving pages") as shown:
        for number, page in enumerate(shown):
            save_id = _shelve(page, owner_id, now - number * DEMO_PAUSE)
            captured = capture(
                page.url, fetch=fetch, limits=at_hand.limits, read=at_hand.sandbox.extract
            )
            keep(save_id, captured, fetch=fetch)
    click.echo(f"Log in as {DEMO_EMAIL} with the password {DEMO_PASSWORD}.")


def _shelve(page: DemoPage, owner_id: int, at: datetime) -> int:
    with transaction() as session:
        added = services.add_save(
            session, owner_id=owner_id, url=page.url, clock=lambda: at, owed=False
        )
        save_id = added.save.id
        services.set_favorite(session, viewer_id=owner_id, save_id=save_id, to=page.is_favourite)
        services.set_archived(session, viewer_id=owner_id, save_id=save_id, to=page.is_archived)
    return save_id


def _demo_user_id() -> int:
    with transaction() as session:
        user = people.by_email(session, DEMO_EMAIL)
        if user is None:
            user = joining.create_user(
                session,
                handle=DEMO_HANDLE,
                email=DEMO_EMAIL,
                password=DEMO_PASSWORD,
                passwords=passwords(),
                clock=parts().clock,
            )
        return user.id


def _user_id(email: str) -> int:
    with transaction() as session:
        user = people.by_email(session, email)
        if user is None:
            raise click.ClickException(f"No account has the e-mail address {email}.")
        return user.id


def _is_owed(save: Save) -> bool:
    return save.capture_due_at is not None


def _told(save_id: int) -> str:
    with transaction() as session:
        kept = session.get_one(Save, save_id)
        reason = f" ({kept.reason})" if kept.reason else ""
        return f"{kept.id}  {kept.state}{reason}  {kept.title or kept.given_url}"
