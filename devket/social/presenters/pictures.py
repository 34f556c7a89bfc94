"""An uploaded picture as its owner sees it on its way, and the sizes of one that is ready."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask import url_for
from flask_babel import gettext

from devket.core.errors import N_, InvalidError
from devket.social.models import WIDTHS, Picture, PictureState
from devket.social.presenters.addresses import picture_href
from devket.web.errors import told

TALLEST = 3  # times its width, as `devket.capture.images.anew` bounds what it writes
_SOONEST, _LATEST = 500, 15_000  # milliseconds until the row is asked for again
_PATIENCE = 1_800_000  # milliseconds after which nobody asks any more

_NO_PICTURE = N_("This file is no picture. Choose a JPEG, PNG, WebP, GIF, AVIF or HEIC.")
_TOO_LARGE = N_("This picture has more pixels than Devket takes. Make it smaller.")
_DAMAGED = N_("This picture is damaged or not whole. Choose another one.")
_PROBLEMS = {
    "svg": N_("Drawings in SVG cannot be shared. Save it as PNG and try again."),
    "html": _NO_PICTURE,
    "pdf": _NO_PICTURE,
    "not_an_image": _NO_PICTURE,
    "heic": N_("This Devket cannot read HEIC. Save the picture as JPEG and try again."),
    "too_many_pixels": _TOO_LARGE,
    "too_large": _TOO_LARGE,
    "too_complex": N_("This picture took too long to read. Save it as JPEG and try again."),
    "lost": N_("This picture got lost on the way. Choose it once more."),
}


@dataclass(frozen=True, slots=True)
class Upload:
    """A picture in an editor. `poll_ms` is 0 when there is nothing more to come.

    `id` is 0 for a file that was not even taken in; `problem` is a sentence, empty for all others.
    """

    id: int
    href: str
    state: PictureState
    thumb: str
    width: int
    height: int
    placeholder: str
    problem: str
    poll_ms: int


def upload_of(picture: Picture, *, now: datetime) -> Upload:
    """Return an uploaded picture as its owner sees it."""
    is_ready = picture.state is PictureState.READY
    small = shown_width(picture, WIDTHS[0]) if is_ready else 0
    return Upload(
        id=picture.id,
        href=url_for("social.upload", picture_id=picture.id),
        state=picture.state,
        thumb=picture_href(picture.id, WIDTHS[0]) if is_ready else "",
        width=small,
        height=round(picture.height * small / picture.width) if small else 0,
        placeholder=picture.placeholder,
        problem=problem_of(picture),
        poll_ms=_poll_ms(picture, now),
    )


def refused_upload(error: InvalidError) -> Upload:
    """Return what stands for a file that was not taken in."""
    return Upload(0, "", PictureState.REFUSED, "", 0, 0, "", told(error), 0)


def problem_of(picture: Picture) -> str:
    """Return in a sentence why a picture was refused, empty when it was not."""
    if picture.state is not PictureState.REFUSED:
        return ""
    return str(gettext(_PROBLEMS.get(picture.problem, _DAMAGED)))


def shown_width(picture: Picture, width: int) -> int:
    """Return how wide the file of one of `WIDTHS` really is."""
    tall = width * TALLEST * picture.width // max(1, picture.height)
    return max(1, min(width, picture.width, tall))


def srcset_of(picture: Picture) -> str:
    """Return the sizes of a ready picture for `srcset`, each width once."""
    sizes: dict[int, str] = {}
    for width in WIDTHS:
        sizes.setdefault(shown_width(picture, width), picture_href(picture.id, width))
    return ", ".join(f"{href} {width}w" for width, href in sizes.items())


def _poll_ms(picture: Picture, now: datetime) -> int:
    """Ask ever more seldom, and at last no more."""
    if picture.state is not PictureState.PENDING:
        return 0
    age = int((now - picture.created_at).total_seconds() * 1000)
    return min(_LATEST, _SOONEST + max(0, age) // 6) if age < _PATIENCE else 0
