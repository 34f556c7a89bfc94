"""One page in, one article out: the engine, pure and without the network."""

from __future__ import annotations

from dataclasses import replace

from turbohtml import Document, Element, parse, parse_fragment

from devket.capture import rules, shells, sites
from devket.capture.about.language import direction_of
from devket.capture.about.metadata import Metadata, read_metadata
from devket.capture.bounds import bound
from devket.capture.code import CodeStore, lift_code
from devket.capture.decode import decode
from devket.capture.files.lone_picture import read_picture
from devket.capture.files.made import Made, made_of
from devket.capture.files.pdf import read_pdf
from devket.capture.files.plain import plain_article, plain_title
from devket.capture.heuristic import bring_hero, clean, find_article, prune
from devket.capture.heuristic.guards import check, largest_main, taken
from devket.capture.model import ENGINE, Choice, Extracted, Kind, Limits, Reason, State
from devket.capture.normalise.page import drop_controls, normalise
from devket.capture.told import Told
from devket.capture.walls import read_signals
from devket.capture.walls.verdict import is_pdf, judge_page
from devket.capture.ways.addresses import trusted_canonical
from devket.capture.ways.find import find_ways
from devket.capture.write import Chosen, write
from devket.core.text import storable, word_count
from devket.core.urls import display_host, host_of, join

_HTML_TYPES = frozenset({"", "text/html", "application/xhtml+xml"})
_DEFAULTS = Limits()
# Readers of single sites know most; embedded data is for pages that show nothing without scripts.
_READERS = (sites.read, rules.read, shells.read)


def extract(
    html: bytes | str,
    url: str,
    content_type: str | None = None,
    *,
    limits: Limits = _DEFAULTS,
    colour: bool = True,
    choice: Choice = Choice.BEST,
) -> Extracted:
    """Return what a page says: its metadata, its clean article and how much of it was got.

    `html` in bytes is decoded by mark, header, declaration or detection; `choice` takes another
    part of the page than the best. Never raises for what a page contains; hostile pages may need
    the bounds of `devket.capture.sandbox.parent` in time and memory.
    """
    kind = (content_type or "").split(";")[0].strip().lower()
    if isinstance(html, bytes) and (page := _read_file(html, url, kind, limits, colour)):
        return replace(page, log={"engine": ENGINE, **page.log})
    text, encoding = _decoded(html, content_type)
    if kind not in _HTML_TYPES and (made := made_of(text, url, kind)) is not None:
        return _extract_made(made, url, encoding, limits, colour=colour)
    if kind not in _HTML_TYPES:
        return _extract_plain(text, url, kind, encoding, colour=colour)
    document = parse(text, positions=False, allow_declarative_shadow_roots=False)
    bound(document, limits)
    meta = _with_canonical(read_metadata(document, url), document, url)
    signals = read_signals(document, text, url)
    told = _told(document, url) if choice is Choice.BEST else _facts(text, url, limits)
    if told is not None:
        meta = told.over(meta)
    ways = find_ways(document, url, told)
    direction = direction_of(document, meta.lang)
    article = _read(document, url, meta, told, choice, limits=limits)
    words, length, codes = _measures(article)
    is_known = told is not None and told.is_certain and bool(meta.title)
    verdict = judge_page(
        signals, words, length, codes, is_free=meta.is_free, is_known=is_known, is_cut=meta.is_cut
    )
    article.log.update(encoding=encoding, code_kept=str(codes))
    return ways.on(write(article, meta, verdict, url, direction=direction, colour=colour))


def _with_canonical(meta: Metadata, document: Document, url: str) -> Metadata:
    """Return the page's own word without a canonical address that cannot be right."""
    named = document.select_one('meta[property="og:url"]')
    confirmed = join(url, named.attr("content") or "") if named is not None else None
    trusted = trusted_canonical(meta.canonical_url, url, confirmed or "")
    return replace(meta, canonical_url=trusted)


def _read_file(body: bytes, url: str, kind: str, limits: Limits, colour: bool) -> Extracted | None:
    """Read what is no text at all: a PDF, a picture."""
    if is_pdf(body, kind):
        return read_pdf(body, url, poster=colour)
    return read_picture(body, url, kind, limits) if kind.startswith("image/") else None


def _decoded(html: bytes | str, content_type: str | None) -> tuple[str, str]:
    if isinstance(html, str):
        return storable(html), "str"
    text, encoding = decode(html, content_type)
    return storable(text), encoding


def _told(document: Document, url: str) -> Told | None:
    """Ask all until one gives an article; facts that others told before it are kept beside it."""
    facts: Told | None = None
    for read in _READERS:
        told = read(document, url)
        if told is not None:
            facts = told if facts is None else told.beside(facts)
        if facts is not None and facts.article is not None:
            break
    return facts


def _facts(text: str, url: str, limits: Limits) -> Told | None:
    """Return what a page is, asked of a tree of its own: those who read it take it apart."""
    document = parse(text, positions=False, allow_declarative_shadow_roots=False)
    bound(document, limits)
    told = _told(document, url)
    return replace(told, article=None, rule="", next_url=None) if told is not None else None


def _read(
    document: Document,
    url: str,
    meta: Metadata,
    told: Told | None,
    choice: Choice,
    *,
    limits: Limits,
) -> Chosen:
    """Bring the page into plain form, lift its code out, and choose what is the article."""
    told_article = told.article if told is not None else None
    if told_article is not None:
        bound(told_article, limits)  # it may be built of markup that the page held as a string
        told_article = _put_alone(document, told_article)
    inline = normalise(document, url)
    store = lift_code(document, url)
    log = {"engine": ENGINE, "rule": told.rule if told is not None else "", "guard": ""}
    log["code_found"] = str(len(store.blocks))
    drop_controls(document)
    if told_article is not None:
        is_tidied = told is not None and told.tidy
        prune(told_article, unlikely=is_tidied)
        clean(told_article, fishy=is_tidied, home=host_of(url))
        return Chosen(told_article, store, log, told, inline)
    chosen = Chosen(None, store, log, told, inline)
    log["choice"] = choice.value
    return replace(chosen, root=_chosen_part(document, chosen, meta, choice, home=host_of(url)))


def _put_alone(document: Document, told: Element) -> Element:
    """Make the article all there is in the page: what a rule left out is not looked at again.

    It gets a house that is no wrapper of code, lest one block that is all of it take its place.
    """
    article = Element("article")
    told.extract()
    article.append(told)
    body = document.find("body")
    if body is not None:
        for child in list(body.children):
            child.extract()
        body.append(article)
    return article


def _chosen_part(
    document: Document, chosen: Chosen, meta: Metadata, choice: Choice, *, home: str
) -> Element | None:
    """Let the heuristic choose and the guards object, unless people asked for another part."""
    if choice is Choice.MAIN:
        return taken(largest_main(document))
    if choice is Choice.PAGE:
        return taken(document.find("body"))
    found = find_article(document.html, chosen.store, chosen.reads, home=home)
    article = found.article if found else None
    chosen.log["attempt"] = str(found.attempt) if found else ""
    if choice is Choice.TEXT:
        return article
    checked = check(document, article, chosen.store, meta.article_body, chosen.reads, home=home)
    chosen.log["guard"] = checked.guard
    if checked.article is not None:
        bring_hero(document, checked.article, meta.lead_image)
    return checked.article


def _measures(article: Chosen) -> tuple[int, int, int]:
    """Return words, characters and code blocks of an article."""
    if article.root is None:
        return 0, 0, 0
    text = article.store.spoken(article.root.text)
    return word_count(text), len(text.strip()), article.store.count_in(article.root)


def _extract_made(
    made: Made, url: str, encoding: str, limits: Limits, *, colour: bool
) -> Extracted:
    """Read a page in another notation; one without an article of its own is a card."""
    document = parse("<body></body>", positions=False)
    root = Element("div")
    for child in list(parse_fragment(made.markup, positions=False).children):
        root.append(child)
    kind = Kind.ARTICLE if made.markup else Kind.LINK
    told = Told(made.rule, root, title=made.title, kind=kind)
    site = made.site_name or display_host(url)
    meta = Metadata(made.title, made.byline, site, None, "", None, None, made.description, "", None)
    article = _read(document, url, meta, told, Choice.BEST, limits=limits)
    article.log.update(encoding=encoding, code_kept=str(_measures(article)[2]))
    is_read = article.root is not None and bool(article.root.text.strip() or article.inline)
    verdict = (State.FULL_TEXT, None) if is_read else (State.NOT_AN_ARTICLE, Reason.NO_TEXT)
    return write(article, meta, verdict, url, direction="ltr", colour=colour)


def _extract_plain(text: str, url: str, kind: str, encoding: str, *, colour: bool) -> Extracted:
    store = CodeStore()
    root = plain_article(text, url, kind, store)
    title = plain_title(text, url, kind)
    meta = Metadata(title, "", display_host(url), None, "", None, None, "", "", None)
    log = {"engine": ENGINE, "rule": "", "guard": "", "encoding": encoding, "type": kind}
    article = Chosen(root, store, log)
    return write(article, meta, (State.FULL_TEXT, None), url, direction="ltr", colour=colour)
