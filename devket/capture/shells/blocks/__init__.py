"""Articles that editors keep as structured data, turned into markup: whichever editor it was."""

from __future__ import annotations

from devket.capture.shells.blocks.nodes import document_of as _document
from devket.capture.shells.blocks.ranges import ranged_article as _ranged

__all__ = ["structured_article"]

from turbohtml import Element


def structured_article(value: object) -> Element | None:
    """Return the article that a value holds in the form of some editor, None when it is none.

    Known: ProseMirror and TipTap, Lexical, Slate, Contentful, Portable Text, hast and mdast;
    Editor.js, Draft.js, Medium's paragraphs, Notion's blocks. Code stays byte for byte.
    """
    return _document(value) or _ranged(value)
