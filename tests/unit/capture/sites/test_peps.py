"""Python Enhancement Proposals: the text, without its head and contents, with their facts."""

from __future__ import annotations

from datetime import UTC, datetime
from html import escape

from tests.unit.capture.sites.reading import CODE, codes, read


def test_a_proposal_is_its_text_and_its_head_its_card() -> None:
    page = read(
        "<title>PEP 9999 – Joining of Pipes | peps.python.org</title><section"
        ' id="pep-page-section"><header>'
        '<h1>Python Enhancement Proposals</h1></header><article><section id="pep-content"><h1'
        " class="
        '"page-title">PEP 9999 – Joining of Pipes</h1><dl class="rfc2822 field-list simple"><dt'
        " class="
        '"field-odd">Author<span class="colon">:</span></dt><dd class="field-odd">Wim Lantern'
        " &lt;wim at"
        ' lantern.example&gt;</dd><dt>Status<span class="colon">:</span></dt><dd><abbr'
        ' title="x">Draft'
        '</abbr></dd><dt>Created<span class="colon">:</span></dt><dd>05-Mar-2024</dd></dl><hr'
        " class="
        '"docutils"><section id="contents"><details><summary>Table of Contents</summary>'
        "</details></section>"
        '<section id="abstract"><h2><a class="toc-backref" href="#abstract">Abstract</a></h2>'
        "<p>It joins.</p>"
        f'<div class="highlight-default notranslate"><div class="highlight"><pre>{escape(CODE)}'
        f"</pre></div>"
        "</div></section></section></article></section>",
        "https://peps.python.org/pep-9999/",
    )
    assert (page.title, page.byline) == ("PEP 9999 – Joining of Pipes", "Wim Lantern")
    assert page.card == {"number": "9999", "status": "Draft", "authors": "Wim Lantern"}
    assert page.published == datetime(2024, 3, 5, tzinfo=UTC)
    assert codes(page) == [CODE]
    assert "Table of Contents" not in page.text
