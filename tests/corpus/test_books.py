"""Every page of the corpus, and pages as bad as the sanitiser lets through, in a book."""

from __future__ import annotations

import hashlib
import random
from datetime import UTC, datetime
from pathlib import Path

from devket.capture import capture, extract, image_sources, place_images, sanitise
from devket.capture.folder import FolderFetch
from devket.capture.formulas import draw_formulas
from devket.capture.images import keep_images
from devket.capture.images.examine import examine
from devket.capture.images.plain import plain_picture
from devket.capture.model import Limits
from devket.capture.sanitise import TAGS
from devket.reading.services.books import Book, Chapter, Picture, Words, write_book
from tests.corpus.server import PAGES, golden, slugs
from tests.support.epubcheck import faults_of

WORDS = Words("en", "Contents", "Cover", "Open original", "Many articles", "1 May 2026")
BOOK = Book(
    "<All> & “all”",
    "urn:uuid:5b6f8a0e-0000-4000-8000-000000000000",
    datetime(2026, 5, 1, tzinfo=UTC),
    WORDS,
)
ODD = (
    'id="art-a"', 'id="art-b:c"', 'id="art-1ü"', 'href="http://e.org/a b|c%zz?q=[x]#é"',
    'href="#art-a"', 'href="#art-none"', 'href="https://exa_mple.org/ü"', 'href="mailto:a b@c.d"',
    'href="https://[::1]/"', 'lang="x"', 'lang="ko-KR"', 'dir="rtl"', 'dir="auto"', 'colspan="0"',
    'rowspan="2"', 'span="0"', 'start="-3"', "reversed", 'type="a"', 'value="3"', "open",
    'class="callout callout-note"', 'datetime="x y"', 'cite="http://e.org/ü"', 'width="0"',
    'src="/media/images/abc"', 'src="https://e.org/x.png"', 'alt=""', 'scope="row"',
    'title="&quot;<"',
)  # fmt: skip
BITS = ("text ", "&lt;x&gt; ", "\x0c", "\ufffe", "&nbsp;", "한국어 ", " ")
FORMULA = '<p><span class="math">\\frac{a}{b} &lt; c</span></p>'


def test_the_whole_corpus_makes_a_valid_book(tmp_path: Path) -> None:
    limits, fetch = Limits(), FolderFetch(PAGES)
    pictures: dict[str, Picture] = {}
    chapters = []
    for slug in slugs():
        found = capture(golden(slug)["url"], fetch=fetch, read=extract, limits=limits)
        if found.page is None or not found.page.content_html:
            continue
        placed: dict[str, tuple[str, int | None, int | None] | None] = {}
        sources = list(image_sources(found.page.content_html))
        for image in keep_images(
            sources, fetch=fetch, limits=limits, referer=found.final_url, inspect=examine
        ):
            placed[image.source] = None
            if image.data is not None:
                key = hashlib.sha256(image.data).hexdigest()
                pictures[key] = Picture(*plain_picture(image.data, image.content_type, limits))
                placed[image.source] = (f"/media/images/{key}", image.width, image.height)
        page = found.page
        chapters.append(
            Chapter(
                title=page.title,
                site=page.site_name,
                address=found.final_url,
                html=draw_formulas(place_images(page.content_html, placed)),
                byline=page.byline,
                lang=page.lang,
                dir=page.dir,
            )
        )
    assert len(chapters) > 120
    assert len(pictures) > 10
    assert (
        faults_of(b"".join(write_book(BOOK, chapters, open_picture=pictures.get)), tmp_path) == []
    )


def test_the_worst_that_may_be_kept_makes_a_valid_book(tmp_path: Path) -> None:
    chance = random.Random(20260501)
    chapters = [
        Chapter(
            title=f"{number}\x0c\ud800<&>",
            site="",
            address="http://e.org/ü x",
            html=draw_formulas(sanitise(FORMULA + "".join(_bad(chance, 0) for _ in range(12)))),
            lang="ar",
            dir="rtl",
        )
        for number in range(200)
    ]
    assert (
        faults_of(b"".join(write_book(BOOK, chapters, open_picture=lambda _: None)), tmp_path) == []
    )


def _bad(chance: random.Random, depth: int) -> str:
    if depth > 7 or chance.random() < 0.25:
        return chance.choice(BITS)
    tag = chance.choice(sorted(TAGS))
    odd = " ".join(chance.sample(ODD, chance.randint(0, 3)))
    within = "".join(_bad(chance, depth + 1) for _ in range(chance.randint(0, 4)))
    return f"<{tag} {odd}>{within}</{tag}>"
