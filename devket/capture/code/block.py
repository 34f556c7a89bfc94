"""What is kept of a code block while the rest of the page is judged, and how it is written back."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from html import escape

from turbohtml import Element, Node, Text

from devket.capture.highlight import Link, guess, highlight
from devket.core.urls import join

MAX_COLOURED_PAGE = 400_000  # characters: about two seconds of colouring
_WORD = "devketcode"
_TOKEN = re.compile(rf"{_WORD}(\d+)x")
_HELD = re.compile(rf"<pre>{_WORD}(\d+)x</pre>")


@dataclass(frozen=True, slots=True)
class CodeBlock:
    """The text of one block with all that the page says about it."""

    text: str
    language: str = ""
    file: str = ""
    links: tuple[Link, ...] = ()


@dataclass(slots=True)
class CodeStore:
    """The blocks of one page; each stands in the tree as a `<pre>` that holds one token."""

    base: str = "about:blank"  # the page's address, against which links in code are resolved
    blocks: list[CodeBlock] = field(default_factory=list)

    def hold(self, block: CodeBlock) -> Element:
        """Keep the block and return the element that stands for it."""
        self.blocks.append(replace(block, links=self._resolved(block.links)))
        return Element("pre", None, [Text(f"{_WORD}{len(self.blocks) - 1}x")])

    def block_of(self, element: Element) -> CodeBlock | None:
        """Return the block an element stands for, if it is such a stand-in."""
        match = _TOKEN.fullmatch(element.text) if element.tag == "pre" else None
        return self._at(match[1]) if match else None

    def count_in(self, root: Node) -> int:
        """Tell how many blocks stand under a node."""
        return sum(1 for _ in root.iter_elements("pre", include_self=True))

    def written(self, html: str, *, colour: bool = True) -> str:
        """Return the markup with every stand-in replaced by its block, coloured within a budget."""
        left = MAX_COLOURED_PAGE if colour else 0

        def write(match: re.Match[str]) -> str:
            nonlocal left
            block = self._at(match[1])
            left -= len(block.text) if block else 0
            return _markup(block, left >= 0)

        return _HELD.sub(write, html)

    def spoken(self, text: str) -> str:
        """Return plain text with every token replaced by the code it stands for."""
        return _TOKEN.sub(lambda match: getattr(self._at(match[1]), "text", match[0]), text)

    def without_code(self, text: str) -> str:
        """Return plain text with every token gone: the prose alone."""
        return _TOKEN.sub("", text)

    def held_in(self, html: str) -> list[CodeBlock]:
        """Return the blocks that stand in some markup, in order."""
        return [block for found in _HELD.finditer(html) if (block := self._at(found[1]))]

    def _resolved(self, links: tuple[Link, ...]) -> tuple[Link, ...]:
        joined = ((link, join(self.base, link.href)) for link in links)
        return tuple(replace(link, href=address) for link, address in joined if address)

    def _at(self, number: str) -> CodeBlock | None:
        index = int(number) if len(number) < 8 else -1
        return self.blocks[index] if 0 <= index < len(self.blocks) else None


def languages_of(blocks: Iterable[CodeBlock]) -> tuple[str, ...]:
    """Return the languages named by some blocks, without repeats, in order."""
    return tuple(dict.fromkeys(block.language for block in blocks if block.language))


def _markup(block: CodeBlock | None, is_coloured: bool) -> str:
    if block is None:
        return ""
    file = f' data-file="{escape(block.file)}"' if block.file else ""
    named = (
        f' class="language-{block.language}" data-lang="{block.language}"' if block.language else ""
    )
    by = (block.language or guess(block.text)) if is_coloured else ""
    code = highlight(block.text, by, block.links)
    return f'<pre class="code"{file}><code{named}>{code}</code></pre>'
