"""The version that a line of a save holds, as rows."""

from __future__ import annotations

from devket.library.models import Article, Capture, CaptureImage
from devket.transfer.services.restoring.reading import SaveLine


def capture_of(line: SaveLine, *, save_id: int, version: int | None = None) -> Capture:
    """Return the version that a line holds, with its text and images."""
    assert line.version is not None, "the caller looked whether there is one"
    values = line.version if version is None else {**line.version, "version": version}
    capture = Capture(**values, save_id=save_id)
    capture.images = [CaptureImage(**image) for image in line.images]
    if line.article is not None:
        capture.article = Article(**line.article)
    return capture
