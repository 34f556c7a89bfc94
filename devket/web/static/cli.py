"""The command that collects static files, into the local folder or to S3."""

from __future__ import annotations

import click
from flask import current_app
from flask.cli import with_appcontext

from devket.core.clock import utcnow
from devket.storage.bucket import Bucket, StorageError
from devket.web.static.folder import Folder
from devket.web.static.gather import Collection, gather
from devket.web.static.packing import has_brotli
from devket.web.static.place import StaticPlace
from devket.web.static.sources import StaticError
from devket.web.static.upload import Plan, carry_out, plan

PLACE = "devket.static.place"


@click.group("static")
def group() -> None:
    """Static files: style sheets, scripts, pictures."""


@group.command("collect")
@click.option(
    "--to", type=click.Choice(["local", "s3"]), help="By default what DEVKET_STATIC says."
)
@click.option("--dry-run", "is_dry", is_flag=True, help="Tell what would be done, and do nothing.")
@click.option("--cors", "with_cors", is_flag=True, help="Let pages of DEVKET_BASE_URL read them.")
@click.option(
    "--prune",
    "prune_days",
    type=click.IntRange(min=0),
    metavar="DAYS",
    help="Drop files that no release has used for so many days.",
)
@with_appcontext
def collect(to: str | None, is_dry: bool, with_cors: bool, prune_days: int | None) -> None:
    """Gather all static files, name them by their content, and put them where browsers ask."""
    place: StaticPlace = current_app.extensions[PLACE]
    is_remote = place.is_remote if to is None else to == "s3"
    if with_cors and not is_remote:
        raise click.UsageError("--cors is for a bucket: add --to s3")
    try:
        bucket = _bucket(place) if is_remote else None
        collection = _gather()
        _collect_here(place, collection, is_dry, prune_days)
        if bucket is not None:
            if with_cors:
                _allow(bucket, place.base_url, is_dry)
            _upload(bucket, plan_of(bucket, collection, prune_days), place.acl, is_dry)
    except (StaticError, StorageError) as error:
        raise click.ClickException(str(error)) from error


def _bucket(place: StaticPlace) -> Bucket:
    if place.bucket is None:
        raise StaticError("DEVKET_S3_BUCKET is not set: name the bucket that files are to go to")
    return place.bucket


def _gather() -> Collection:
    collection = gather(current_app)
    for warning in collection.warnings:
        click.echo(f"warning: {warning}", err=True)
    if not has_brotli():
        click.echo("brotli is not installed: no .br twins are made, .gz alone", err=True)
    owners = ", ".join(f"{owner} {number}" for owner, number in collection.owners.items())
    click.echo(f"gathered  {_count(len(collection.contents), collection.size)}: {owners}")
    return collection


def _collect_here(
    place: StaticPlace, collection: Collection, is_dry: bool, prune_days: int | None
) -> None:
    folder = Folder(place.root, is_dry=is_dry)
    done = folder.collect(collection, today=utcnow().date(), prune_days=prune_days)
    if is_dry:
        _list("would write", done.written)
        _list("would drop", dict.fromkeys(done.dropped, 0))
    written = _count(len(done.written), sum(done.written.values()))
    word = "to write " if is_dry else "written  "
    click.echo(f"{word} {written} in {place.root}, {done.kept} there already")
    _tell_older(done.older, len(done.dropped))


def plan_of(bucket: Bucket, collection: Collection, prune_days: int | None) -> Plan:
    """Return what an upload of today would do."""
    return plan(bucket, collection, today=utcnow().date(), prune_days=prune_days)


def _upload(bucket: Bucket, made: Plan, acl: str, is_dry: bool) -> None:
    told = _count(len(made.uploads), made.size)
    where = f"{bucket.place.name}, {made.kept} there already"
    if is_dry:
        _list("would upload", {one.name: len(one.data) for one in made.uploads})
        _list("would drop", dict.fromkeys(made.dropped, 0))
        click.echo(f"to upload  {told} to {where}")
    else:
        steps = carry_out(bucket, made, acl=acl)
        with click.progressbar(steps, length=len(made.uploads), label="uploading") as bar:
            for _ in bar:
                pass
        click.echo(f"uploaded  {told} to {where}")
    _tell_older(made.older, len(made.dropped))


def _allow(bucket: Bucket, origin: str, is_dry: bool) -> None:
    if not is_dry:
        bucket.set_cors([origin])
    word = "would let" if is_dry else "CORS lets"
    click.echo(f"{word} pages of {origin} read fonts and modules from {bucket.place.name}")


def _tell_older(older: int, dropped: int) -> None:
    if older:
        click.echo(f"kept      {older} of older releases, for pages that are open; see --prune")
    if dropped:
        click.echo(f"dropped   {dropped} that no release has used")


def _list(word: str, sizes: dict[str, int]) -> None:
    for name, size in sizes.items():
        click.echo(f"{word} {name}" + (f" ({size} bytes)" if size else ""))


def _count(number: int, size: int) -> str:
    return f"{number} files ({size / 1024:.0f} kB)"
