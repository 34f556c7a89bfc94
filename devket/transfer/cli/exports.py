"""`flask export`: an account's saves into a file."""

from __future__ import annotations

from pathlib import Path

import click
from flask.cli import with_appcontext
from flask_babel import force_locale

from devket.accounts import queries as people
from devket.core.errors import DevketError
from devket.core.text import one_line
from devket.db import transaction
from devket.storage import StorageError
from devket.transfer.presenters import FORMATS, Format, Wanted, form_of
from devket.transfer.queries import chosen
from devket.transfer.queries.chosen import Choice, Which
from devket.web.parts import parts


@click.command("export")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--user", "email", required=True, help="The account's e-mail address.")
@click.option(
    "--format", "name", type=click.Choice(list(FORMATS)), default="zip", help="Default: zip."
)
@click.option("--list", "shelf", type=click.Choice(("all", "saves", "favorites", "archive")))
@click.option("--tag", help="Only saves with this tag, or one below it.")
@click.option("--search", "query", help="Only what this search finds.")
@with_appcontext
def export(
    file: Path, email: str, name: str, *, shelf: str | None, tag: str | None, query: str | None
) -> None:
    """Write what an account keeps into FILE, `-` for the standard output.

    The zip is everything, and a Devket takes it back whole; the others hold saves alone.
    """
    choice = _choice(shelf, tag, query)
    if name == "zip" and choice != Choice():
        raise click.UsageError("The zip holds everything; choose saves for the other formats.")
    try:
        written_as, wanted, language = _asked(email, name, choice)
        with force_locale(language), click.open_file(str(file), "wb", atomic=True) as out:
            for piece in written_as.write(wanted):
                out.write(piece)
    except (DevketError, StorageError, OSError) as error:
        raise click.ClickException(str(error)) from error


def _choice(shelf: str | None, tag: str | None, query: str | None) -> Choice:
    if sum(one is not None for one in (shelf, tag, query)) > 1:
        raise click.UsageError("Name a list, a tag or a search, not two of them.")
    if tag is not None:
        return Choice(Which.TAG, one_line(tag))
    if query is not None:
        return Choice(Which.SEARCH, one_line(query))
    return Choice(Which(shelf or "all"))


def _asked(email: str, name: str, choice: Choice) -> tuple[Format, Wanted, str]:
    at_hand = parts()
    now = at_hand.clock()
    with transaction() as session:
        user = people.by_email(session, email)
        if user is None:
            raise click.ClickException(f"No account has the e-mail address {email}.")
        chosen.refuse_nothing(session, user.id, choice, now)
        total = chosen.count(session, user.id, choice, now)
        wanted = Wanted(
            owner_id=user.id,
            made_at=now,
            blobs=at_hand.blobs,
            choice=choice,
            base_url=at_hand.base_url,
        )
        return form_of(name, total), wanted, user.language or "en"
