"""An address that is a picture and nothing else: kept as a figure, with a card of its size."""

from __future__ import annotations

from turbohtml import Element

from devket.capture.about.metadata import Metadata
from devket.capture.code import CodeStore
from devket.capture.files.filenames import file_name
from devket.capture.images.examine import examine
from devket.capture.images.model import ImageError
from devket.capture.model import Extracted, Kind, Limits, Reason, State
from devket.capture.told import Told
from devket.capture.walls.verdict import Verdict
from devket.capture.write import Chosen, write
from devket.core.urls import display_host

_TOO_LARGE = frozenset({"too_large", "too_many_pixels", "too_complex"})


def read_picture(body: bytes, url: str, kind: str, limits: Limits) -> Extracted:
    """Return a picture as an article of one figure, named by its file; never raises.

    The picture stands in it by its own address, as any other does until it is kept.
    """
    card = {"bytes": str(len(body))}
    verdict: Verdict = (State.FULL_TEXT, None)
    root = Element("figure", None, [Element("img", {"src": url, "alt": file_name(url)})])
    try:
        picture = examine(body, kind, limits)
        card.update(width=str(picture.width), height=str(picture.height))
    except ImageError as error:
        is_large = error.failure in _TOO_LARGE
        verdict = State.NOT_AN_ARTICLE, Reason.TOO_LARGE if is_large else Reason.BROKEN_FILE
    is_kept = verdict[1] is None
    lead = url if is_kept else None
    meta = Metadata(
        title=file_name(url),
        byline="",
        site_name=display_host(url),
        published=None,
        lang="",
        canonical_url=None,
        lead_image=lead,
        description="",
        article_body="",
        is_free=None,
    )
    told = Told("picture", root, kind=Kind.IMAGE, card=card)
    log = {"rule": "picture", "guard": ""}
    holder = Element("div", None, [root])
    chosen = Chosen(holder if is_kept else None, CodeStore(url), log, told)
    return write(chosen, meta, verdict, url, direction="ltr", colour=False)
