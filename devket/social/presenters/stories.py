"""Stories as pages show them: the tray, the viewer, who has seen one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import current_app, url_for
from flask_babel import gettext, ngettext

from devket.core.paging import Page
from devket.library.presenters import since
from devket.social.models import LIFETIME, WIDTHS, PictureState
from devket.social.presenters.addresses import picture_href
from devket.social.presenters.people import Face, face_of
from devket.social.presenters.pictures import srcset_of
from devket.social.queries.stories import Teller, Tray, Waiting, Watched, Witness

_SIZES = ((90, "big"), (240, "mid"))  # so long a text at most, in so large letters


@dataclass(frozen=True, slots=True)
class Shown:
    """The picture of a story. `src` is the middle size."""

    src: str
    srcset: str
    width: int
    height: int
    alt: str


@dataclass(frozen=True, slots=True)
class StoryView:
    """A story in the viewer. `next_href` leads away at the end; `previous_href` may be empty."""

    id: int
    href: str
    author: Face
    told: str  # which one it is, for those who cannot see the bars
    at: int
    total: int
    since: str
    left: str
    text: str
    size: str
    ground: str
    quote: str
    link_href: str
    link_title: str
    link_site: str
    picture: Shown | None
    previous_href: str
    next_href: str
    has_next: bool  # `next_href` is a story
    next_picture: str  # which a script may fetch in advance
    close_href: str
    report_href: str
    is_mine: bool
    view_count: int


@dataclass(frozen=True, slots=True)
class Ring:
    """A person in the tray, and where their stories begin for the viewer."""

    face: Face
    href: str
    has_unseen: bool
    label: str


@dataclass(frozen=True, slots=True)
class TrayView:
    """The tray above the feed: the own face first, then others."""

    me: Face
    own_href: str
    rings: tuple[Ring, ...]
    waiting: Waiting


@dataclass(frozen=True, slots=True)
class WitnessView:
    """Somebody who has seen a story, and when."""

    face: Face
    since: str
    iso: str


def tray_view(tray: Tray, viewer_id: int, waiting: Waiting) -> TrayView:
    """Return the tray as the feed shows it."""
    own = tray.own
    return TrayView(
        me=face_of(*tray.people[viewer_id]),
        own_href=_story(own.first) if own else "",
        rings=tuple(_ring(one, tray) for one in tray.tellers),
        waiting=waiting,
    )


def _ring(teller: Teller, tray: Tray) -> Ring:
    face = face_of(*tray.people[teller.user_id])
    has_unseen = teller.first_unseen is not None
    told = gettext("Stories of %(name)s, not seen yet") if has_unseen else gettext(
        "Stories of %(name)s, all seen"
    )  # fmt: skip
    href = _story(teller.first_unseen or teller.first)
    return Ring(face, href, has_unseen, told % {"name": face.name})


def story_view(
    watched: Watched, tray: Tray | None, *, viewer_id: int | None, now: datetime
) -> StoryView:
    """Return a story with the ways on: through its author's, then to the next person's."""
    story, face = watched.story, face_of(*watched.author)
    at = watched.beside.index(story.id)
    close = face.href if viewer_id is None else url_for("social.feed")
    before, after = _beside(watched, at, tray)
    uploaded_at = story.uploaded_at or now
    is_mine = story.author_id == viewer_id
    words = {"number": at + 1, "total": len(watched.beside), "name": face.name}
    return StoryView(
        id=story.id,
        href=_story(story.id),
        author=face,
        told=gettext("Story %(number)s of %(total)s by %(name)s", **words),
        at=at,
        total=len(watched.beside),
        since=since(uploaded_at, now=now),
        left=left_of(uploaded_at + LIFETIME - now),
        text=story.text,
        size=_size(watched),
        ground=story.ground.value,
        quote=story.quote,
        link_href=story.link_url,
        link_title=story.link_title or story.link_site,
        link_site=story.link_site,
        picture=_shown(watched),
        previous_href=_story(before) if before else "",
        next_href=_story(after) if after else close,
        has_next=after is not None,
        next_picture=_next_picture(watched, at),
        close_href=close,
        report_href="" if is_mine or viewer_id is None else _report(story.id),
        is_mine=is_mine,
        view_count=story.view_count,
    )


def _beside(watched: Watched, at: int, tray: Tray | None) -> tuple[int | None, int | None]:
    """Return the stories before and after one.

    People follow each other by their newest story, so that nobody is met twice on the way; those
    whose stories have all been seen are passed over.
    """
    ids = watched.beside
    before = ids[at - 1] if at else None
    after = ids[at + 1] if at + 1 < len(ids) else None
    if tray is None or (before and after):
        return before, after
    line = sorted(tray.tellers, key=lambda one: (-one.newest.timestamp(), one.user_id))
    author_id = watched.story.author_id
    places = [one.user_id for one in line]
    here = places.index(author_id) if author_id in places else -1
    if before is None and here > 0:
        before = line[here - 1].last
    if after is None:
        after = next((one.first_unseen for one in line[here + 1 :] if one.first_unseen), None)
    return before, after


def onward(tray: Tray | None) -> str:
    """Return where somebody goes on whose story is gone: the newest unseen one, if there is any."""
    unseen = (one.first_unseen for one in tray.tellers if one.first_unseen) if tray else ()
    found = next(iter(unseen), None)
    return _story(found) if found else ""


def left_of(left: timedelta) -> str:
    """Return in words how long a story is still there."""
    minutes = max(1, int(left.total_seconds() // 60))
    if minutes < 60:
        return str(ngettext("%(num)s minute left", "%(num)s minutes left", minutes))
    return str(ngettext("%(num)s hour left", "%(num)s hours left", minutes // 60))


def witnesses(page: Page[Witness], *, now: datetime) -> tuple[WitnessView, ...]:
    """Return those who have seen a story, in their order."""
    return tuple(
        WitnessView(
            face_of(one.user, one.profile), since(one.seen_at, now=now), one.seen_at.isoformat()
        )
        for one in page.items
    )


def _size(watched: Watched) -> str:
    """Return how large the letters are: the fewer, the larger, unless something stands beside."""
    story = watched.story
    name = next((name for most, name in _SIZES if len(story.text) <= most), "small")
    return "mid" if name == "big" and (story.quote or watched.picture) else name


def _shown(watched: Watched) -> Shown | None:
    picture = watched.picture
    if picture is None or picture.state is not PictureState.READY:
        return None
    return Shown(
        src=picture_href(picture.id, WIDTHS[1]),
        srcset=srcset_of(picture),
        width=picture.width,
        height=picture.height,
        alt=watched.story.alt,
    )


def _next_picture(watched: Watched, at: int) -> str:
    found = next(iter(watched.pictures[at + 1 :]), None)
    return picture_href(found, WIDTHS[1]) if found else ""


def _story(story_id: int | None) -> str:
    return url_for("social.story", story_id=story_id)


def _report(story_id: int) -> str:
    if "social.report_story" not in current_app.view_functions:
        return ""
    return url_for("social.report_story", story_id=story_id)
