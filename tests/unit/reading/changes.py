"""Kinds of change that a page goes through between two versions, on sanitised markup.

Where a highlight begins and ends is carried along by signs of the private use area, so what is
true after a change is known whatever the change did.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from html import escape, unescape
from random import Random

from devket.capture.marks import text_of

FIRST = 0xE000
SIGN = re.compile("[\ue000-\uf8ff]")
_FOREIGN = (
    "harbour lantern method quiet signal orchard compile ledger winter bracket copper notion yield"
    " margin thread pepper violet anchor kernel meadow"
)
WORDS = _FOREIGN.split()
Place = tuple[int, int]
Change = Callable[["Page", Random], str]


class Page:
    """Markup cut into tags and texts; `texts` are the places of texts that are no white space."""

    def __init__(self, html: str) -> None:
        self.parts = re.split(r"(<[^>]*>)", html)
        self.texts = [at for at in range(0, len(self.parts), 2) if self.parts[at].strip()]
        depth = 0
        self.code = set[int]()
        for at, part in enumerate(self.parts):
            if at % 2:
                depth += part.startswith("<pre") - part.startswith("</pre")
            elif depth:
                self.code.add(at)

    @property
    def prose(self) -> list[int]:
        """Texts outside of code blocks."""
        return [at for at in self.texts if at not in self.code]

    @property
    def free(self) -> list[int]:
        """Prose without a sign of a highlight."""
        return [at for at in self.prose if not SIGN.search(self.parts[at])]

    def html(self) -> str:
        """Return the markup."""
        return "".join(self.parts)

    def each(self, where: Sequence[int], change: Callable[[str], str]) -> str:
        """Change each of these texts."""
        for at in where:
            self.parts[at] = escape(change(unescape(self.parts[at])), quote=False)
        return self.html()


def with_signs(html: str, places: Sequence[Place]) -> str:
    """Return the markup with a sign at the beginning and the end of each place."""
    page, done = Page(html), 0
    for at in range(0, len(page.parts), 2):
        text = unescape(page.parts[at])
        signs = [
            (edge - done, chr(FIRST + 2 * number + is_end))
            for number, place in enumerate(places)
            for is_end, edge in enumerate(place)
            if done <= edge - is_end < done + len(text)
        ]
        done += len(text)
        for edge, sign in sorted(signs, reverse=True):
            text = text[:edge] + sign + text[edge:]
        page.parts[at] = escape(text, quote=False)
    return page.html()


def truth(html: str, number: int) -> Place | None:
    """Return where a highlight is after a change; None when its edges are gone or turned."""
    text = text_of(html)
    signs = chr(FIRST + 2 * number), chr(FIRST + 2 * number + 1)
    if not all(text.count(sign) == 1 for sign in signs):
        return None
    start, end = (len(SIGN.sub("", text[: text.index(sign)])) for sign in signs)
    return (start, end) if start < end else None


def plain(html: str) -> str:
    """Return the markup without signs."""
    return SIGN.sub("", html)


def sentence(rng: Random, words: int = 14) -> str:
    """Return words that no page holds in this order."""
    return " ".join(rng.choices(WORDS, k=words)).capitalize() + "."


def blocks(html: str) -> list[str]:
    """Return the topmost elements of the markup, each with the white space after it."""
    found, depth, current = [], 0, ""
    void = ("<br", "<hr", "<img", "<wbr", "<col")
    for at, part in enumerate(re.split(r"(<[^>]*>)", html)):
        current += part
        if at % 2 and not (part.startswith(void) and not part.startswith("<colgroup")):
            depth += -1 if part.startswith("</") else 1
            if depth == 0:
                found.append(current)
                current = ""
    if current:
        found.append(current)
    return found


def paragraph_before(page: Page, rng: Random) -> str:
    return f"<p>{sentence(rng, 40)}</p>\n{page.html()}"


def paragraph_inside(page: Page, rng: Random) -> str:
    parts = blocks(page.html())
    parts.insert(rng.randrange(len(parts) + 1), f"<p>{sentence(rng, 30)}</p>\n")
    return "".join(parts)


def sentence_edited(page: Page, rng: Random) -> str:
    for at in rng.sample(page.free, min(4, len(page.free))):
        words = page.parts[at].split(" ")
        words[rng.randrange(len(words))] = rng.choice(WORDS)
        page.parts[at] = " ".join(words)
    return page.html()


def white_space(page: Page, rng: Random) -> str:
    return page.each(
        page.prose, lambda text: re.sub(" ", lambda _: rng.choice([" ", "  ", "\n", "\n  "]), text)
    )


def curly_quotes(page: Page, _rng: Random) -> str:
    def curl(text: str) -> str:
        return re.sub(r'(?<!\w)"', "“", text).replace('"', "”").replace("'", "’")

    return page.each(page.prose, curl)


def dashes(page: Page, _rng: Random) -> str:
    return page.each(page.prose, lambda text: text.replace(" - ", " – ").replace("...", "…"))


def heading_added(page: Page, rng: Random) -> str:
    parts = blocks(page.html())
    for _ in range(3):
        parts.insert(rng.randrange(len(parts) + 1), f"<h2>{sentence(rng, 4)}</h2>\n")
    return "".join(parts)


def list_turned(page: Page, _rng: Random) -> str:
    def turn(found: re.Match[str]) -> str:
        items = re.findall(r"<li>.*?</li>", found[0], re.DOTALL)
        return f"<ul>{''.join(reversed(items))}</ul>"

    return re.sub(r"<ul>(?:\s*<li>(?:(?!</?[uo]l).)*?</li>\s*)+</ul>", turn, page.html(), flags=16)


def code_coloured_anew(page: Page, rng: Random) -> str:
    html = re.sub(r"</?span[^>]*>", "", page.html())
    fresh = Page(html)
    for at in fresh.code:
        fresh.parts[at] = re.sub(
            r"&\w+;|\w+",
            lambda word: f'<span class="n">{word[0]}</span>' if rng.random() < 0.5 else word[0],
            fresh.parts[at],
        )
    return fresh.html()


def code_numbered(page: Page, _rng: Random) -> str:
    numbers = iter(range(1, 1_000_000))
    return page.each(
        sorted(page.code & set(page.texts)),
        lambda text: re.sub(r"\n(?=[^\n])", lambda _: f"\n{next(numbers)} ", text),
    )


def link_text_changed(page: Page, rng: Random) -> str:
    for at in page.free:
        if page.parts[at - 1].startswith("<a "):
            page.parts[at] = sentence(rng, 3)
    return page.html()


def hard_spaces(page: Page, rng: Random) -> str:
    return page.each(
        page.prose, lambda text: re.sub(" ", lambda _: rng.choice(" \xa0\u202f"), text)
    )


def _inside(page: Page, rng: Random, change: Callable[[str, int], str]) -> str:
    """Change the middle of every stretch of text that is within one highlight and one node."""

    def within(text: str) -> str:
        def middle(found: re.Match[str]) -> str:
            at = len(found[0]) // 2 + rng.randrange(-3, 4)
            return change(found[0], at)

        return re.sub("(?<=[\ue000-\uf8ff])[^\ue000-\uf8ff]{30,}(?=[\ue000-\uf8ff])", middle, text)

    return page.each(page.texts, within)


def typo_in_the_quote(page: Page, rng: Random) -> str:
    return _inside(page, rng, lambda text, at: text[:at] + rng.choice("xyz") + text[at + 1 :])


def words_in_the_quote(page: Page, rng: Random) -> str:
    return _inside(page, rng, lambda text, at: f"{text[:at]} {rng.choice(WORDS)} {text[at:]}")


def words_out_of_the_quote(page: Page, rng: Random) -> str:
    return _inside(page, rng, lambda text, at: text[:at] + text[at + 5 :])


def paragraph_doubled(page: Page, rng: Random) -> str:
    parts = blocks(page.html())
    return "".join([*parts, *(plain(one) for one in rng.sample(parts, min(3, len(parts))))])


def section_moved(page: Page, rng: Random) -> str:
    parts = blocks(page.html())
    cut = rng.randrange(len(parts) // 4, 3 * len(parts) // 4 + 1)
    return "".join(parts[cut:] + parts[:cut])


def pictures_added(page: Page, rng: Random) -> str:
    parts = blocks(page.html())
    for _ in range(4):
        picture = f'<img src="https://a.example/x.png" alt="x"><figcaption>{sentence(rng, 6)}'
        parts.insert(rng.randrange(len(parts) + 1), f"<figure>{picture}</figcaption></figure>")
    return "".join(parts)


def footnote_markers(page: Page, rng: Random) -> str:
    for at in page.prose:
        page.parts[at] = re.sub(
            r"(?<=\w)\.(?= )",
            lambda _: f".<sup>[{rng.randrange(1, 90)}]</sup>" if rng.random() < 0.5 else ".",
            page.parts[at],
        )
    return page.html()


def hyphenation(page: Page, _rng: Random) -> str:
    return page.each(page.prose, lambda text: re.sub(r"(?<=[a-z]{4})(?=[a-z]{4})", "\xad", text))


def decomposed(page: Page, _rng: Random) -> str:
    return page.each(page.texts, lambda text: unicodedata.normalize("NFD", text))


def composed(page: Page, _rng: Random) -> str:
    return page.each(page.texts, lambda text: unicodedata.normalize("NFC", text))


def case_of_headings(page: Page, _rng: Random) -> str:
    return re.sub(r"(<h[2-6][^>]*>)([^<]*)", lambda found: found[1] + found[2].upper(), page.html())


def truncated(page: Page, _rng: Random) -> str:
    parts = blocks(page.html())
    return "".join(parts[: max(1, len(parts) * 6 // 10)])


def paragraph_gone(page: Page, rng: Random) -> str:
    parts = blocks(page.html())
    gone = rng.sample(range(len(parts)), max(1, len(parts) // 5))
    return "".join(part for at, part in enumerate(parts) if at not in gone)


def boxes_changed(page: Page, _rng: Random) -> str:
    html = re.sub(r">\s+<(?=/?(?:p|ul|ol|li|h\d|div|section|blockquote|pre))", "><", page.html())
    return html.replace("<p>", "<div>").replace("</p>", "</div>")


def words_emphasised(page: Page, rng: Random) -> str:
    for at in page.prose:
        page.parts[at] = re.sub(
            r"(?<= )[a-z]{4,}(?= )",
            lambda word: f"<em>{word[0]}</em>" if rng.random() < 0.3 else word[0],
            page.parts[at],
        )
    return page.html()


def next_sentence_changed(page: Page, rng: Random) -> str:
    def change(text: str) -> str:
        return re.sub(
            "([\ue001-\uf8ff])([^\ue000-\uf8ff]{20,})$", lambda m: f"{m[1]} {sentence(rng)}", text
        )

    return page.each(page.prose, lambda text: change(text) if _ends_last(text) else text)


def _ends_last(text: str) -> bool:
    signs = SIGN.findall(text)
    return bool(signs) and (ord(signs[-1]) - FIRST) % 2 == 1


KINDS: dict[str, Change] = {
    change.__name__: change
    for change in (
        paragraph_before,
        paragraph_inside,
        sentence_edited,
        white_space,
        curly_quotes,
        dashes,
        heading_added,
        list_turned,
        code_coloured_anew,
        code_numbered,
        link_text_changed,
        hard_spaces,
        typo_in_the_quote,
        words_in_the_quote,
        words_out_of_the_quote,
        paragraph_doubled,
        section_moved,
        pictures_added,
        footnote_markers,
        hyphenation,
        decomposed,
        composed,
        case_of_headings,
        truncated,
        paragraph_gone,
        boxes_changed,
        words_emphasised,
        next_sentence_changed,
    )
}
