"""Papers: abstracts that lead to the paper, papers that LaTeXML wrote, facts archives claim."""

from __future__ import annotations

import base64
from datetime import UTC, datetime
from html import escape

import pytest
from turbohtml import parse_fragment

from devket.capture.engine import extract
from devket.capture.model import Kind
from tests.unit.capture.sites.reading import CODE, codes, read

_ABS = (
    '<meta name="citation_title" content="On the Firing of Kilns">'
    '<meta name="citation_author" content="Potter, Mel"><meta name="citation_date"'
    ' content="2024/05/06">'
    '<h1 class="title mathjax"><span class="descriptor">Title:</span>On the Firing of Kilns</h1>'
    '<div class="authors"><span class="descriptor">Authors:</span><a href="/a">Mel Potter</a>, '
    "<a>Wim"
    ' Lantern</a></div><blockquote class="abstract mathjax"><span class="descriptor">Abstract:'
    "</span>"
    "We fire $n$ kilns and measure them. It gets hot.</blockquote><table><tr><td>Comments:</td>"
    "<td class="
    '"tablecell comments mathjax">9 pages</td></tr><tr><td>Subjects:</td><td class="tablecell'
    ' subjects">'
    '<span class="primary-subject">Heat (cs.HT)</span></td></tr><tr><td>DOI</td><td'
    ' class="tablecell doi">'
    "<a>https://doi.org/10.5555/kiln.1</a></td></tr></table><div"
    ' class="extra-services">Full-text links:'
    "</div>"
)


def test_an_abstract_leads_to_the_paper() -> None:
    page = read(_ABS, "https://arxiv.org/abs/2405.01234v2")
    assert page.kind is Kind.PAPER
    assert page.card == {
        "authors": "Mel Potter, Wim Lantern",
        "venue": "arXiv",
        "doi": "10.5555/kiln.1",
        "tags": "Heat (cs.HT)",
        "pdf": "https://arxiv.org/pdf/2405.01234v2",
        "html": "https://arxiv.org/html/2405.01234v2",
    }
    assert (page.title, page.byline) == ("On the Firing of Kilns", "Mel Potter, Wim Lantern")
    assert page.published == datetime(2024, 5, 6, tzinfo=UTC)
    assert page.text.startswith("We fire $n$ kilns")
    assert page.excerpt.startswith("We fire $n$ kilns")
    # The card names its doors, and the reader shows them: the text need not.
    assert parse_fragment(page.content_html).select("a") == []
    assert "Full-text" not in page.text


def formula(tex: str, more: str = "") -> str:
    return (
        f'<math class="ltx_Math" alttext="{tex}" display="{more or "inline"}"><semantics><mi>x</mi>'
        f'<annotation encoding="application/x-tex">{tex}</annotation></semantics></math>'
    )


_NOTE = (
    '<span id="footnote1" class="ltx_note ltx_role_footnote"><sup class="ltx_note_mark">1</sup>'
    "<span"
    ' class="ltx_note_outer"><span class="ltx_note_content"><sup class="ltx_note_mark">1</sup><span'
    ' class="ltx_tag ltx_tag_note">1</span>See the <a href="https://kilnlog.example/x">log</a>.'
    "</span>"
    "</span></span>"
)
_EQUATION = (
    '<table id="S1.E1" class="ltx_equation ltx_eqn_table"><tbody><tr class="ltx_equation'
    ' ltx_eqn_row">'
    '<td class="ltx_eqn_cell ltx_eqn_center_padleft"></td><td class="ltx_eqn_cell'
    ' ltx_align_center">'
    f'{formula("a=b+c", "block")}</td><td class="ltx_eqn_cell ltx_eqn_center_padright"></td><td'
    f" rowspan="
    '"1" class="ltx_eqn_cell ltx_eqn_eqno"><span class="ltx_tag ltx_tag_equation">(1)</span>'
    "</td></tr>"
    "</tbody></table>"
)
_LISTING = (
    '<div class="ltx_listing ltx_lst_language_Python ltx_lstlisting"><div'
    ' class="ltx_listing_data"><a href'
    f'="data:text/plain;base64,{base64.b64encode(CODE.encode()).decode()}" download="">⬇</a>'
    f"</div><div"
    ' class="ltx_listingline"><span class="ltx_text">def</span><span> </span>copy(a):</div></div>'
)
_PAPER = (
    '<header><a>Report issue</a></header><nav class="ltx_page_navbar"><nav'
    ' class="ltx_TOC">Contents</nav>'
    '</nav><div class="ltx_page_main"><article class="ltx_document"><h1 class="ltx_title'
    " ltx_title_document"
    '">On the Firing of Kilns</h1><div class="ltx_authors"><span class="ltx_creator'
    ' ltx_role_author"><span'
    ' class="ltx_personname">Mel Potter<sup>1</sup> and Wim Lantern</span></span></div><div class='
    '"ltx_abstract"><h6 class="ltx_title">Abstract</h6><p class="ltx_p">We fire kilns.</p></div>'
    "<section"
    ' class="ltx_section" id="S1"><h2 class="ltx_title ltx_title_section"><span'
    ' class="ltx_tag">1 </span>'
    f'Heat</h2><div class="ltx_para"><p class="ltx_p">Let {formula("n")} be hot{_NOTE}, as in '
    f"<cite class="
    '"ltx_cite">[<a href="https://arxiv.org/html/2405.01234v2#bib.bib1" class="ltx_ref">1</a>]'
    "</cite> and"
    f' <a href="#S1.E1">(1)</a>.</p>{_EQUATION}</div><ul class="ltx_itemize"><li'
    f' class="ltx_item"><span'
    ' class="ltx_tag ltx_tag_item">•</span><div class="ltx_para"><p>One</p></div></li></ul>'
    f'{_LISTING}</section><section class="ltx_bibliography"><h2>References</h2><ul'
    f' class="ltx_biblist">'
    '<li id="bib.bib1" class="ltx_bibitem"><span class="ltx_tag">[1]</span><span'
    ' class="ltx_bibblock">Ash,'
    " <em>Clay</em>.</span></li></ul></section></article></div><footer"
    " class=ltx_page_footer>Generated"
    "</footer>"
)


def test_a_paper_of_latexml_is_read_whole() -> None:
    page = read(_PAPER, "https://arxiv.org/html/2405.01234")
    assert (page.title, page.byline) == ("On the Firing of Kilns", "Mel Potter, Wim Lantern")
    assert page.card["pdf"] == "https://arxiv.org/pdf/2405.01234"
    root = parse_fragment(page.content_html)
    assert [m.text for m in root.select(".math")] == ["n", "a=b+c"]
    assert root.find("table") is None
    equation = root.select_one("[id='art-S1.E1']")
    assert equation is not None
    assert equation.inner_html == '<div class="math">a=b+c</div><p>(1)</p>'
    assert [a.attr("href") for a in root.select("cite a")] == ["#art-bib.bib1"]
    assert root.select_one("[id='art-bib.bib1']") is not None
    assert codes(page) == [CODE]
    assert page.code_languages == ("python",)
    assert "•" not in page.text
    assert "Contents" not in page.text
    assert page.text.count("Firing of Kilns") == 0
    assert "[1] Ash, Clay." in page.text


def test_an_aligned_equation_is_one_line() -> None:
    cells = "".join(
        f'<td class="ltx_eqn_cell">{formula(f"{chr(92)}displaystyle {part}")}</td>'
        for part in ("a", "=b")
    )
    table = f'<table class="ltx_equationgroup ltx_eqn_align ltx_eqn_table"><tr>{cells}</tr></table>'
    page = read(_PAPER.replace(_EQUATION, table), "https://arxiv.org/html/2405.01234")
    assert '<p><span class="math">a</span> <span class="math">=b</span> </p>' in page.content_html


def test_its_footnotes_stand_at_the_end_with_links_both_ways() -> None:
    root = parse_fragment(read(_PAPER, "https://ar5iv.labs.arxiv.org/html/2405.01234").content_html)
    mark = root.select_one("sup a.footnote-ref")
    assert mark is not None
    assert (mark.text, mark.attr("href")) == ("1", "#art-fn-1")
    note = root.select_one(".footnotes li")
    assert note is not None
    assert note.text == "See the log. ↩"
    assert [a.attr("class") for a in note.select("a")] == [None, "footnote-back"]


@pytest.mark.parametrize("packed", ["%%%", "", "////", "A" * 2_000_000])
def test_a_broken_listing_is_read_as_it_is_shown(packed: str) -> None:
    page = extract(
        _PAPER.replace(base64.b64encode(CODE.encode()).decode(), packed),
        "https://arxiv.org/html/1234.5678",
    )
    assert "copy(a):" in page.text


def test_an_archive_that_claims_a_paper_gives_its_facts() -> None:
    prose = "".join(
        f"<p>Abstract sentence {n}, which is of some length, and goes on.</p>" for n in range(9)
    )
    page = extract(
        '<meta name="citation_title" content="On Glazes"><meta name="citation_author"'
        ' content="Ash, Bo">'
        '<meta name="citation_author" content="Cy Clay"><meta name="citation_journal_title"'
        " content="
        '"Annals of Clay"><meta name="citation_doi" content="doi:10.5555/glaze.2"><meta name='
        f'"citation_pdf_url" content="/pdf/2.pdf"><article><h1>On Glazes</h1>{prose}</article>',
        "https://annals.example/2",
    )
    assert (page.kind, page.byline) == (Kind.PAPER, "Bo Ash, Cy Clay")
    assert page.card == {
        "authors": "Bo Ash, Cy Clay",
        "venue": "Annals of Clay",
        "doi": "10.5555/glaze.2",
        "pdf": "https://annals.example/pdf/2.pdf",
    }
    assert "Abstract sentence 8" in page.text


_FIGURE = "    0 1 2 3\n   +-+-+-+\n   | ID  |\n   +-+-+-+"
_MEMO_1 = f"""Network Working Group                                         W. Lantern
Request for Comments: 9999                                      May 1997
Category: Informational

                        Words for Pipes

Status of this Memo

   This memo provides information for the Internet community, and does
   not specify a standard of any kind.  See RFC 2119.

Table of Contents

   1. Heat ........................................................2

1. Heat

{_FIGURE}

   o  One thing is hot.

   o  Another thing that is hot takes two lines to be told of in
      such a narrow memo.

   This paragraph is torn in two by the end of the page, and it just
"""
_MEMO_2 = """
   goes on here.

1.1.  Ash

      joint = 1*DIGIT   ; how many
"""
_MEMO_HEAD = (
    '<title>RFC 9999: Words for Pipes</title><meta name="DC.Creator" content="W. Lantern">'
    '<meta name="DC.Date.Issued" content="May, 1997">'
)
_GREY_FOOT = (
    '<span class="grey">Lantern                 Informational                 [Page 1]</span>\n'
)
_GREY_HEAD = (
    '<span class="grey">RFC 9999                    Words for Pipes               May 1997</span>\n'
)


@pytest.mark.parametrize(
    "body",
    [
        f'<pre>{escape(_MEMO_1)}\n{_GREY_FOOT}</pre><hr class="noprint"><pre'
        f' class="newpage">'
        f'<span id="page-2"></span>{_GREY_HEAD}\n{escape(_MEMO_2)}</pre>',
        f"<pre>{escape(_MEMO_1)}\nLantern          Informational                 [Page 1]\n\f\n"
        f"RFC 9999                    Words for Pipes               May"
        f" 1997\n\n{escape(_MEMO_2)}</pre>",
    ],
    ids=["marked pages", "plain pages"],
)
def test_a_memo_of_pages_reads_as_an_article(body: str) -> None:
    page = read(
        f"{_MEMO_HEAD}{body}",
        "https://www.rfc-editor.org/rfc/rfc9999.html",
    )
    assert (page.title, page.site_name) == ("Words for Pipes", "RFC Editor")
    assert page.card["number"] == "9999"
    assert (page.byline, page.published) == ("W. Lantern", datetime(1997, 5, 1, tzinfo=UTC))
    assert page.card["status"] == "Informational"
    root = parse_fragment(page.content_html)
    heads = [(h.tag, h.text) for h in root.select("h2, h3")]
    assert heads == [("h2", "Status of this Memo"), ("h2", "1. Heat"), ("h3", "1.1.  Ash")]
    assert codes(page) == [_FIGURE, "      joint = 1*DIGIT   ; how many"]
    assert next(item.text for item in root.select("li")) == "One thing is hot."
    assert "and it just goes on here." in page.text
    assert "[Page" not in page.text
    assert ".....2" not in page.text
    assert root.select_one('a[href="https://www.rfc-editor.org/rfc/rfc2119"]') is not None


def test_a_memo_with_marked_parts_loses_its_furniture_only() -> None:
    page = read(
        '<title>RFC 9998: Glazes</title><table class="ears"><tr><td>RFC 9998</td></tr></table>'
        "<div id="
        '"external-metadata">Obsoletes</div><div id="internal-metadata"><dl id="identifiers"><dd'
        " class="
        '"category">Internet Standard</dd><dd class="authors"><div class="author"><div'
        ' class="author-name">'
        'B. Ash</div></div></dd></dl></div><h1 id="rfcnum">RFC 9998</h1><h1 id="title">Glazes'
        "</h1><section"
        ' id="section-abstract"><h2>Abstract</h2><p id="section-abstract-1">It shines.<a'
        ' class="pilcrow"'
        ' href="#section-abstract-1">¶</a></p></section><section id="toc"><nav>Contents</nav>'
        "</section>"
        '<section id="section-1"><h2><a class="section-number selfRef" href="#section-1">1. </a>'
        "<a class="
        f'"section-name selfRef">Code</a></h2><div class="sourcecode lang-python">'
        f"<pre>{escape(CODE)}</pre>"
        '<a class="pilcrow">¶</a></div></section>',
        "https://www.rfc-editor.org/rfc/rfc9998.html",
    )
    assert (page.title, page.byline) == ("Glazes", "B. Ash")
    assert page.card == {"number": "9998", "status": "Internet standard", "authors": "B. Ash"}
    assert codes(page) == [CODE]
    assert page.code_languages == ("python",)
    assert "¶" not in page.text
    assert "Obsoletes" not in page.text
    assert "1. Code" in page.text
