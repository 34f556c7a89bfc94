"""`flask import` of a Devket zip: an account's file back into an account."""

from __future__ import annotations

from pathlib import Path

import click

from devket.accounts import queries as people
from devket.db import transaction
from devket.storage import StorageError
from devket.transfer.formats import Source, UnreadableError, devket_zip
from devket.transfer.models import Outcome
from devket.transfer.services.restoring import Restored, restore
from devket.web.parts import parts

# Times what the page takes of a zip: 1.6 million files, 128 GB unpacked.
_ROOM = 16
_PARTS = (
    devket_zip.SAVES,
    devket_zip.TAGS,
    devket_zip.SEARCHES,
    devket_zip.FOLLOWS,
    devket_zip.POSTS,
    devket_zip.COMMENTS,
)


def is_devket(file: Path) -> bool:
    """Tell whether a file is the zip of a Devket; one that cannot be read is told of later."""
    try:
        return devket_zip.detect(Source(file, file.name, _ROOM))
    except UnreadableError:
        return False


def bring_back(file: Path, email: str) -> Restored:
    """Restore a Devket zip, with a bar that shows how far it is."""
    with transaction() as session:
        user = people.by_email(session, email)
        owner_id = user.id if user is not None else None
    if owner_id is None:
        raise click.ClickException(f"No account has the e-mail address {email}.")
    source = Source(file, file.name, _ROOM)
    try:
        return _restore(source, owner_id)
    except (UnreadableError, StorageError) as error:
        raise click.ClickException(str(error)) from error


def _restore(source: Source, owner_id: int) -> Restored:
    at_hand = parts()
    file = devket_zip.DevketZip(source)
    total = sum(file.count(part) for part in _PARTS)
    with click.progressbar(length=total, label="Bringing lines back") as bar:
        return restore(
            transaction,
            source,
            owner_id,
            blobs=at_hand.blobs,
            clock=at_hand.clock,
            tell=lambda done: bar.update(done - bar.pos),
        )


def told(restored: Restored) -> str:
    """Return a line for each part of the file, then what could not be taken."""
    lines = []
    for part in _PARTS:
        counts = restored.of(part)
        words = ", ".join(f"{counts[outcome]} {outcome}" for outcome in Outcome)
        lines.append(f"{part.partition('.')[0]}: {words}")
    lines += [f"  {one.reason % one.details}  {one.raw[:200]}" for one in restored.refused[:20]]
    return "\n".join(lines)
