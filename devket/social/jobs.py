"""The feed's background work: writing pictures anew."""

from __future__ import annotations

from devket.jobs import job


@job()
def write_picture(picture_id: int) -> None:
    """Write an uploaded picture anew in all its sizes, or say why not."""
    raise NotImplementedError(picture_id)
