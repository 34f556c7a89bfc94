"""Bring the odd forms of a page into plain ones, in place, before anything is judged."""

from __future__ import annotations

from turbohtml import Comment, Document, Element

from devket.capture.code.loose import free_scripts
from devket.capture.normalise.maths import settle_maths
from devket.capture.normalise.notes import open_tabs, settle_callouts, settle_embeds, settle_tasks
from devket.capture.normalise.pictures import settle_pictures

_NEVER_READ = (
    "script, style, link, meta, template, base, canvas, object, embed, applet, dialog, map, param"
)
_CONTROLS = "input, select, option, datalist, progress, meter"
_SIGNS = "svg"


def normalise(document: Document, url: str) -> dict[str, str]:
    """Settle maths, pictures, embeds, callouts and tabs; drop what is never read.

    Return the pictures that came in the page itself, by the names they have in it from now on.
    """
    free_scripts(document)
    settle_maths(document)
    settle_tasks(document)
    _part_answers(document)
    inline = settle_pictures(document, url)
    settle_embeds(document, url)
    document.remove(f"{_NEVER_READ}, {_CONTROLS}, {_SIGNS}")
    settle_callouts(document)
    open_tabs(document)
    _drop_comments(document)
    return inline


def drop_controls(document: Document) -> None:
    """Drop buttons and text fields, once code is lifted: until then they tell blocks' labels."""
    for button in document.select("button"):
        if button.find("pre") is not None:
            button.unwrap()
    document.remove("button, textarea")


def _part_answers(document: Document) -> None:
    """A rule stands before each answer to a question, lest they read as one text."""
    for answer in document.select('[itemprop="acceptedAnswer"], [itemprop="suggestedAnswer"]'):
        answer.insert(0, Element("hr"))


def _drop_comments(document: Document) -> None:
    for node in [node for node in document.descendants if isinstance(node, Comment)]:
        node.extract()
