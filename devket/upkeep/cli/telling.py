"""How upkeep speaks on a terminal: errors in one line, progress on standard error."""

from __future__ import annotations

import errno
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import click
from sqlalchemy.exc import SQLAlchemyError

from devket.storage import StorageError
from devket.upkeep.backup import Progress, Tell
from devket.upkeep.errors import UpkeepError


@contextmanager
def plainly() -> Iterator[None]:
    """Turn what an operator can meet into one line and a non-zero exit."""
    try:
        yield
    except (UpkeepError, StorageError) as error:
        raise click.ClickException(str(error)) from error
    except SQLAlchemyError as error:
        told = str(getattr(error, "orig", None) or error).strip().splitlines()[0]
        raise click.ClickException(f"The database does not play along: {told}") from error
    except OSError as error:
        raise click.ClickException(_told(error)) from error


def _told(error: OSError) -> str:
    where = error.filename or "the file"
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"There is no space left for {where}: make room and try again."
    if error.errno == errno.EPIPE:
        return "Whoever was to take the backup has gone: it is not complete."
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return f"{where} cannot be read or written: {error.strerror}."
    return f"{where}: {error.strerror or error}."


@contextmanager
def bars() -> Iterator[Progress]:
    """Give a progress whose steps are bars on standard error, one after the other."""
    with ExitStack() as stack:

        def begin(label: str, length: int) -> Tell:
            stack.close()  # the bar before is done
            shown = click.progressbar(length=length, label=label, file=sys.stderr)
            return stack.enter_context(shown).update

        yield Progress(begin=begin)
