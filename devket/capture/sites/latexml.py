"""Papers that LaTeXML wrote (arXiv's HTML, ar5iv): equations, notes, listings, references."""

from __future__ import annotations

import base64
import binascii
import re
from urllib.parse import urlsplit

from turbohtml import Document, Element, Text

from devket.capture.model import Kind
from devket.capture.sites.build import code, made
from devket.capture.sites.facts import first_text, known
from devket.capture.told import Told
from devket.core.text import one_line

_FURNITURE = (
    ".ltx_page_navbar, .ltx_TOC, .ltx_page_footer, .ltx_authors, .ltx_title_document, .ltx_dates,"
    " .ltx_pagination, .package-alerts, .ltx_role_affiliation, .ltx_ERROR, .ltx_rdf, button"
)
_IDENTITY = re.compile(r"/(?:html|abs|pdf)/([\w.-]{1,20}/\d{7}|\d{4}\.\d{4,5})(v\d{1,3})?")
_MARKS = re.compile(r"[•◦∗*·–-]|\(?\d{1,4}[.)]")
_LANGUAGE = re.compile(r"(?:^|\s)ltx_lst_language_([\w+#]{1,20})")
_LARGEST_LISTING = 1_000_000
_MOST_NOTES = 1_000


def read(document: Document, url: str) -> Told | None:
    """Read a paper whole; None when the page is not LaTeXML's."""
    paper = document.select_one("article.ltx_document")
    if paper is None:
        return None
    title, authors = first_text(paper, ".ltx_title_document"), _authors(paper)
    key = identity(url)
    paper.remove(_FURNITURE)
    for listing in paper.select(".ltx_listing"):
        _settle_listing(listing)
    for table in paper.select("table.ltx_eqn_table, table.ltx_equation, table.ltx_equationgroup"):
        _settle_equations(table)
    _settle_words(paper)
    _settle_links(paper, url)
    notes = _settle_notes(paper)
    if notes is not None:
        paper.append(notes)
    return Told(
        "latexml",
        paper,
        title=title,
        byline=authors,
        site_name="arXiv" if key else "",
        kind=Kind.PAPER,
        card=known({"authors": authors, "venue": "arXiv" if key else "", **links_of(key)}),
    )


def identity(url: str) -> str:
    """Return the number of the paper that an address names, with its version when it has one."""
    match = _IDENTITY.search(urlsplit(url).path)
    return match[1] + (match[2] or "") if match else ""


def links_of(key: str) -> dict[str, str]:
    """Return where the forms of a paper on arXiv are, for its card."""
    if not key:
        return {}
    return {"pdf": f"https://arxiv.org/pdf/{key}", "html": f"https://arxiv.org/html/{key}"}


def _authors(paper: Element) -> str:
    names: list[str] = []
    for person in paper.select(".ltx_personname")[:60]:
        person.remove("sup, .ltx_note, br, .ltx_font_typewriter, .ltx_author_notes")
        names += [name for name in re.split(r",|&|\band\b", one_line(person.text)) if name.strip()]
    return ", ".join(dict.fromkeys(one_line(name) for name in names))


def _settle_listing(listing: Element) -> None:
    """Put the listing's own text in the place of its drawn lines, when it carries it."""
    data = listing.select_one('.ltx_listing_data a[href^="data:text/plain;base64,"]')
    packed = (data.attr("href") or "").partition(",")[2] if data is not None else ""
    text = _unpacked(packed)
    if text is None:
        listing.remove(".ltx_listing_data")
        return
    named = _LANGUAGE.search(listing.attr("class") or "")
    listing.replace_with(code(text, language=named[1].lower() if named else ""))


def _unpacked(packed: str) -> str | None:
    if not packed or len(packed) > _LARGEST_LISTING:
        return None
    try:
        return base64.b64decode(packed, validate=True).decode("utf-8")
    except (binascii.Error, ValueError):
        return None


def _settle_equations(table: Element) -> None:
    """Write each row of an equation as a part of its own: its formula, then its number."""
    house = Element("div")
    for row in table.select("tr"):
        formulas = [part for part in row.select("math") if part.closest("tr") == row]
        if not formulas:
            continue
        number = first_text(row, ".ltx_tag_equation, .ltx_eqn_eqno")
        line = _equation(formulas, number)
        if name := row.attr("id") or table.attr("id"):
            line.attrs["id"] = name
        house.append(line)
    if house.children:
        table.replace_with(house)


def _equation(formulas: list[Element], number: str) -> Element:
    """A row with its parts in several cells, to be aligned, is one line nevertheless."""
    if len(formulas) == 1:
        return made("div", formulas[0], *([made("p", number)] if number else []))
    line = Element("p")
    for formula in formulas:
        formula.attrs["display"] = "inline"
        for source in formula.select("annotation"):
            source.set_text(source.text.strip().removeprefix("\\displaystyle").strip())
        line.extend([formula, Text(" ")])
    line.append(Text(number))
    return line


def _settle_words(paper: Element) -> None:
    for title in paper.select(".ltx_abstract > .ltx_title"):
        title.tag = "h2"
    for tag in paper.select(".ltx_bibitem > .ltx_tag"):
        tag.append(Text(" "))
    for tag in paper.select(".ltx_item > .ltx_tag"):
        if _MARKS.fullmatch(one_line(tag.text)):
            tag.extract()


def _settle_links(paper: Element, url: str) -> None:
    """Links within the paper name its address in full: only what comes after `#` is kept."""
    key = identity(url).partition("v")[0]
    for link in paper.select("a[href*='#']"):
        address, _, part = (link.attr("href") or "").partition("#")
        if key and identity(address).partition("v")[0] == key and part:
            link.attrs["href"] = f"#{part}"


def _settle_notes(paper: Element) -> Element | None:
    """Move footnotes out of the text to its end; a mark with a link stands where each was."""
    notes = Element("ol")
    for number, note in enumerate(paper.select(".ltx_note.ltx_role_footnote")[:_MOST_NOTES], 1):
        content = note.select_one(".ltx_note_content") or note
        content.remove(".ltx_note_mark, .ltx_tag_note, .ltx_note_type")
        mark = Element("a", {"href": f"#fn-{number}", "id": f"fnref-{number}"}, [Text(str(number))])
        back = Element("a", {"href": f"#fnref-{number}"}, [Text("↩")])
        item = Element("li", {"id": f"fn-{number}"}, [])
        item.extend([*content.children, Text(" "), back])
        note.replace_with(made("sup", mark))
        notes.append(item)
    return made("section", notes, class_="footnotes") if notes.children else None
