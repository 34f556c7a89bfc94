"""Saving from the shell, and the library of the demo account."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import click
from flask.cli import with_appcontext

from devket.accounts import queries as people
from devket.accounts.services import joining
from devket.accounts.views import passwords
from devket.capture import capture
from devket.capture.folder import DemoPage, FolderFetch, demo_pages
from devket.capture.model import ENGINE
from devket.core.errors import DevketError
from devket.db import transaction
from devket.library import queries, services
from devket.library.jobs import capture_save, keep
from devket.library.models import Save
from devket.storage import StorageError
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
    at_hand = parts()
    try:
        with transaction() as session:
            if html is None:
                added = services.add_save(session, owner_id=owner_id, url=url, clock=at_hand.clock)
            else:
                added = services.add_page(
                    session,
                    owner_id=owner_id,
                    url=url,
                    page_key=services.keep_page(at_hand.blobs, html.read_bytes()),
                    clock=at_hand.clock,
                )
            save_id, is_owed = added.save.id, added.save.capture_due_at is not None
    except (DevketError, StorageError) as error:
        raise click.ClickException(str(error)) from error
    if is_owed and (wait or html is not None):
        _capture(save_id)
    elif is_owed:
        at_hand.queue.enqueue(capture_save, save_id)
    click.echo(_told(save_id))


@click.command("reread")
@click.option(
    "--engine-below",
    type=click.IntRange(1),
    help="Only what an engine older than this one read; by default, than the engine of today.",
)
@click.option("--rule", help="Only what this rule read, by its name in the log.")
@click.option("--user", "email", help="Only the saves of this account.")
@click.option("--limit", type=click.IntRange(1), default=1_000_000, help="At most so many saves.")
@with_appcontext
def reread(engine_below: int | None, rule: str | None, email: str | None, limit: int) -> None:
    """Read kept pages again, with a newer engine or after a rule changed."""
    owner_id = _user_id(email) if email is not None else None
    # A named rule may have changed since, whichever engine it ran in.
    below = engine_below or (int(ENGINE) if rule is None else int(ENGINE) + 1)
    found = _found(limit, engine_below=below, rule=rule, owner_id=owner_id)
    with click.progressbar(found, label=f"Reading {len(found)} pages") as shown:
        for save_id in shown:
            with transaction() as session:
                owing = services.ask_to_reread(session, [save_id], clock=parts().clock)
            for owed in owing:
                _capture(owed)


def _capture(save_id: int) -> None:
    """Capture here and now; when its files cannot be kept, the save stays owed for the worker."""
    try:
        capture_save.run(save_id)
    except StorageError as error:
        raise click.ClickException(str(error)) from error


def _found(limit: int, *, engine_below: int, rule: str | None, owner_id: int | None) -> list[int]:
    """Return the ids of the saves to read again: first, as reading changes what would be found."""
    with transaction() as session:
        return queries.to_reread(
            session, engine_below=engine_below, rule=rule, owner_id=owner_id, limit=limit
        )


def fill_library(pages: Path) -> int:
    """Fill the demo account with a library of pages in a folder; return whose it is."""
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
    return owner_id


def _shelve(page: DemoPage, owner_id: int, at: datetime) -> int:
    with transaction() as session:
        added = services.add_save(
            session, owner_id=owner_id, url=page.url, tags=page.tags, clock=lambda: at, owed=False
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


def _told(save_id: int) -> str:
    with transaction() as session:
        kept = session.get_one(Save, save_id)
        reason = f" ({kept.reason})" if kept.reason else ""
        return f"{kept.id}  {kept.state}{reason}  {kept.title or kept.given_url}"
