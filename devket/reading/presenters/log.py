"""How a version was read, in words: who asked where, what chose the text, what was kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import format_date, format_time, gettext, lazy_gettext, ngettext

from devket.capture.model import Choice, Kind
from devket.library.models import Capture, CaptureImage, Save
from devket.library.presenters import KIND_LABELS, STATE_LABELS, reason_of

_GUARDS = {
    "code": lazy_gettext(
        "Much of the code was about to be lost, so the part of the page that holds it was taken."
    ),
    "prose": lazy_gettext(
        "Much of the text was about to be lost, so the main part of the page was taken."
    ),
    "body": lazy_gettext(
        "The page describes its own article as longer, so the part with that text was taken."
    ),
    "preview": lazy_gettext("There was nothing to read, so the description of the page is kept."),
}
_BETTER = {
    "amp": lazy_gettext("The page itself, instead of its AMP copy"),
    "single": lazy_gettext("The view with all of it on one page"),
}
CHOICES = {
    Choice.BEST: lazy_gettext("The best part of the page, as Devket sees it"),
    Choice.TEXT: lazy_gettext("The text alone, found by its shape"),
    Choice.MAIN: lazy_gettext("The main part of the page"),
    Choice.PAGE: lazy_gettext("The whole page without its menus"),
}
_FAILURES = {
    "empty": lazy_gettext("the file was empty"),
    "svg": lazy_gettext("a drawing that could not be made safe"),
    "html": lazy_gettext("a page came instead of a picture"),
    "not_an_image": lazy_gettext("it was no picture"),
    "too_large": lazy_gettext("it was too large"),
    "too_many_pixels": lazy_gettext("it was too large"),
    "too_complex": lazy_gettext("it was too complex"),
    "broken": lazy_gettext("the file was broken"),
    "bad_address": lazy_gettext("its address is no address"),
    "too_many": lazy_gettext("the page has more pictures than are kept"),
    "no_room": lazy_gettext("the pictures together were too large"),
    "no_time": lazy_gettext("there was no time left"),
    "timeout": lazy_gettext("the site took too long"),
    "forbidden_address": lazy_gettext("it is inside a private network"),
    "status_403": lazy_gettext("the site did not give it out"),
    "status_404": lazy_gettext("the site has lost it"),
}
_LOST = lazy_gettext("the site did not give it out")


@dataclass(frozen=True, slots=True)
class Line:
    """One thing about the reading: what it is, the words, and further lines below them."""

    term: str
    text: str
    is_address: bool = False
    below: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """Lines that belong together."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class LogView:
    """The whole log of one version."""

    number: int
    title: str
    made_label: str
    parts: tuple[Part, ...]


def log_view(
    save: Save, capture: Capture, images: Sequence[CaptureImage], *, title: str
) -> LogView:
    """Return how a version was read, in sentences."""
    parts = (
        Part(gettext("Where it came from"), tuple(_came_from(save, capture))),
        Part(gettext("How its text was found"), tuple(_was_found(capture))),
        Part(gettext("What was kept"), tuple(_was_kept(capture, images))),
    )
    return LogView(
        capture.version,
        title,
        made_label(capture.captured_at),
        tuple(part for part in parts if part.lines),
    )


def made_label(moment: datetime) -> str:
    """Return day and time as people write them."""
    return f"{format_date(moment)} {format_time(moment, 'short')}"


def way_of(capture: Capture) -> str:
    """Return in a few words what chose the text of a version."""
    if capture.choice is not Choice.BEST:
        return str(CHOICES[capture.choice])
    if rule := capture.log.get("rule"):
        return str(gettext("By the rule %(rule)s", rule=rule))
    if guard := _GUARDS.get(capture.log.get("guard", "")):
        return str(guard)
    return str(gettext("Found by its shape"))


def _came_from(save: Save, capture: Capture) -> Iterator[Line]:
    yield Line(gettext("Address"), save.given_url, is_address=True)
    if capture.final_url and capture.final_url != save.given_url:
        yield Line(gettext("Led to"), capture.final_url, is_address=True)
    if capture.canonical_url and capture.canonical_url != capture.final_url:
        yield Line(gettext("Calls itself"), capture.canonical_url, is_address=True)
    if encoding := capture.log.get("encoding", "").replace("str", ""):
        yield Line(gettext("Encoding"), encoding)
    if capture.source_key is not None:
        yield Line(gettext("The page itself"), gettext("Kept, so that it can be read again."))


def _was_found(capture: Capture) -> Iterator[Line]:
    if capture.engine:
        yield Line(gettext("Reader"), gettext("Devket’s own, version %(n)s", n=capture.engine))
    if not capture.log:
        return
    rule = capture.log.get("rule")
    if rule:
        yield Line(gettext("Rule"), gettext("%(rule)s knows this kind of page.", rule=rule))
    elif capture.choice is Choice.BEST:
        yield Line(
            gettext("Rule"), gettext("None knew this page; the text was found by its shape.")
        )
    yield Line(gettext("Part"), str(CHOICES[capture.choice]))
    if guard := _GUARDS.get(capture.log.get("guard", "")):
        yield Line(gettext("Guard"), str(guard))
    if better := _better(capture.log.get("better", "")):
        yield Line(gettext("Better form"), better)
    if capture.is_last_part:
        yield Line(gettext("Other parts"), gettext("No other part of the page gives another text."))


def _better(told: str) -> str:
    """Return which other form of the page was looked at, and whether it was taken."""
    why, _, outcome = told.partition(": ")
    form = _BETTER.get(why)
    if form is None or not outcome:
        return ""
    if outcome == "taken":
        return str(form)
    return str(gettext("%(form)s was looked at, but was no better.", form=form))


def _was_kept(capture: Capture, images: Sequence[CaptureImage]) -> Iterator[Line]:
    state = str(STATE_LABELS[capture.state])
    evidence = tuple(word for word in (reason_of(capture), capture.detail) if word)
    yield Line(gettext("State"), state, below=evidence)
    if not capture.log:
        return
    if capture.kind is not Kind.ARTICLE:
        yield Line(gettext("Kind"), str(KIND_LABELS[capture.kind]))
    if capture.word_count:
        words = ngettext("%(num)s word", "%(num)s words", capture.word_count)
        yield Line(gettext("Text"), words)
    if pages := capture.log.get("pages"):
        yield Line(gettext("Pages"), pages.replace(" of ", " / "))
    if code := _code(capture):
        yield Line(gettext("Code"), code)
    if images:
        yield _pictures(images)


def _code(capture: Capture) -> str:
    found, kept = capture.log.get("code_found", ""), capture.log.get("code_kept", "")
    if not (found.isdecimal() and kept.isdecimal() and int(found)):
        return ""
    if int(kept) >= int(found):
        return str(ngettext("%(num)s block, kept", "%(num)s blocks, all kept", int(kept)))
    return str(
        gettext("%(kept)s of %(found)s blocks kept; the others lay outside the text.",
                kept=kept, found=found)
    )  # fmt: skip


def _pictures(images: Sequence[CaptureImage]) -> Line:
    kept = sum(image.blob_key is not None for image in images)
    lost = Counter(
        str(_FAILURES.get(image.failure or "", _LOST)) for image in images if not image.blob_key
    )
    told = gettext("%(kept)s of %(found)s kept", kept=kept, found=len(images))
    below = tuple(
        ngettext("%(num)s is missing: %(why)s", "%(num)s are missing: %(why)s", count, why=why)
        for why, count in lost.most_common()
    )
    return Line(gettext("Pictures"), told, below=below)
