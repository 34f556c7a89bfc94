"""`flask import`: the same import as on its page, from the shell, worker or not."""

from __future__ import annotations

from pathlib import Path

import click
from flask.cli import with_appcontext

from devket.accounts import queries as people
from devket.core.errors import DevketError
from devket.core.tags import tag_names
from devket.db import transaction
from devket.storage import StorageError
from devket.storage.blobs import BYTES
from devket.transfer.cli.restoring import bring_back, is_devket, told
from devket.transfer.jobs.imports import advance
from devket.transfer.models import Import, ImportState
from devket.transfer.services import importing
from devket.transfer.services.importing import Options
from devket.web.parts import parts

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_TOLD = (
    ("new", "new"),
    ("merged", "here already, to be merged"),
    ("twice", "twice in the file, to be merged"),
    ("refused", "refused"),
    ("archived", "archived"),
    ("favorites", "favourites"),
    ("notes", "notes"),
    ("highlights", "highlights"),
    ("texts", "with their text"),
)


@click.command("import")
@click.argument("file", type=_FILE)
@click.option("--user", "email", required=True, help="The account's e-mail address.")
@click.option("--yes", is_flag=True, help="Do not ask after the preview.")
@click.option("--tag", "tags", multiple=True, help="A tag for all that comes in; may be repeated.")
@click.option("--archive", is_flag=True, help="Put all that comes in into the archive.")
@click.option("--fetch", is_flag=True, help="Fetch pages whose text is in the file all the same.")
@with_appcontext
def import_file(
    file: Path, email: str, *, yes: bool, tags: tuple[str, ...], archive: bool, fetch: bool
) -> None:
    """Bring what FILE holds into an account's library; a Devket zip brings the account back."""
    if is_devket(file):
        click.echo(told(bring_back(file, email)))
        return
    try:
        chosen = Options(tags=tag_names(tags), archives_all=archive, fetches_again=fetch)
        import_id = _received(file, email)
        _advance(import_id, "Counting", None)
        found = _state(import_id)
        if found.state is ImportState.FAILED:
            raise click.ClickException(found.problem)
        _tell(found)
        if not yes and not click.confirm("Bring this in?"):
            _discard(found)
            click.echo("Nothing was saved.")
            return
        _start(found, chosen)
        _advance(import_id, "Writing", found.total)
    except (DevketError, StorageError) as error:
        raise click.ClickException(str(error)) from error
    _tell_end(_state(import_id))


def _received(file: Path, email: str) -> int:
    at_hand = parts()
    with transaction() as session:
        user = people.by_email(session, email)
        if user is None:
            raise click.ClickException(f"No account has the e-mail address {email}.")
        owner_id = user.id
    key = at_hand.blobs.put_file(file, BYTES)
    with transaction() as session:
        return importing.begin(
            session,
            owner_id=owner_id,
            file_key=key,
            file_size=file.stat().st_size,
            filename=file.name,
            clock=at_hand.clock,
        ).id


def _advance(import_id: int, label: str, total: int | None) -> None:
    """Do what is due here and now; `ClickException` when a worker is at it, or at another one."""
    with click.progressbar(length=total or 1, label=label, show_pos=True) as shown:
        done = 0

        def tell(rows: int) -> None:
            nonlocal done
            shown.length = max(total or rows, rows)
            shown.update(rows - done)
            done = rows

        owner_id = advance(import_id, tell)
    state = _state(import_id).state
    if owner_id is None and state in (ImportState.READING, ImportState.WRITING):
        raise click.ClickException(
            "A worker is at this import, or at another one of this account. "
            "It goes on by itself; see the page Import."
        )


def _state(import_id: int) -> Import:
    with transaction() as session:
        found = session.get_one(Import, import_id)
        session.expunge(found)
        return found


def _start(found: Import, chosen: Options) -> None:
    with transaction() as session:
        importing.start(
            session,
            owner_id=found.owner_id,
            import_id=found.id,
            options=chosen,
            clock=parts().clock,
        )


def _discard(found: Import) -> None:
    with transaction() as session:
        importing.discard(session, owner_id=found.owner_id, import_id=found.id)


def _tell(found: Import) -> None:
    click.echo(f"{found.filename}: {found.format}, {found.total} rows")
    for name, words in _TOLD:
        if found.preview.get(name):
            click.echo(f"{found.preview[name]:>8}  {words}")


def _tell_end(found: Import) -> None:
    if found.state is ImportState.FAILED:
        raise click.ClickException(found.problem)
    click.echo(
        f"{found.new_count} new, {found.merged_count} merged, "
        f"{found.unchanged_count} unchanged, {found.refused_count} refused."
    )
    if found.new_count:
        click.echo("A worker fetches the pages that came without their text.")
