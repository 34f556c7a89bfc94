"""What the engine makes of a page, part by part: pictures, maths, notes, tabs, links, headings."""

from __future__ import annotations

import pytest
from turbohtml import Element, parse_fragment

from devket.capture import Extracted, State, image_sources, place_images
from devket.capture.engine import extract
from devket.capture.normalise.sources import best_of_srcset
from devket.capture.sanitise import sanitise

_URL = "https://a.example/posts/one"
PROSE = "<p>A paragraph of an article, with commas, which is long enough to count as prose.</p>"


def article(inner: str, url: str = _URL) -> Extracted:
    return extract(
        f"<title>One</title><article><h1>One</h1>{PROSE * 8}{inner}{PROSE * 2}</article>", url
    )


def tree(inner: str) -> Element:
    return parse_fragment(article(inner).content_html)


def images(inner: str) -> list[str]:
    return [image.attr("src") or "" for image in tree(inner).iter_elements("img")]


@pytest.mark.parametrize(
    "inner",
    [
        "<img src=/i/a.png>",
        "<img data-src=/i/a.png>",
        "<img src='data:image/gif;base64,R0lGOD' data-original=/i/a.png>",
        "<img src=/blank.gif data-lazy-src=/i/a.png class=lazyload>",
        "<img src='data:image/svg+xml,%3Csvg/%3E' data-whatever=/i/a.png>",
        "<img srcset='/i/s.png 320w, /i/a.png 1200w, /i/xl.png 4000w'>",
        "<img src='' data-srcset='/i/a.png 2x, /i/s.png 1x'>",
        "<picture><source srcset='/i/a.png 800w, /i/s.png 100w'><img></picture>",
        "<picture><source srcset=/i/a.webp><img src=/i/a.png></picture>",
        "<img src=/lazy.gif data-src=x class=lazy><noscript><img src=/i/a.png></noscript>",
        "<noscript><img src=/i/a.png></noscript>",
        "<img src=/i/a.png><noscript><img src=/i/a.png></noscript>",
        "<img srcSet='/i/a.png 100w'>",
        "<p><a href=/i/a.png><img src=/i/a.png width=600 height=400></a></p>",
        "<video poster=/i/a.png src=/v.mp4></video>",
    ],
)
def test_a_picture_is_found_however_it_hides(inner: str) -> None:
    assert images(f"<p>{inner}</p>") == ["https://a.example/i/a.png"]


@pytest.mark.parametrize(
    "inner",
    [
        "<img>",
        "<img src='data:image/gif;base64,R0lGOD'>",
        "<img src=https://t.example/pixel width=1 height=1>",
        "<img src='javascript:alert(1)'>",
        '<img data-config=\'{"src":"/i/a.png"}\'>',
        "<p><img src=/u/avatar.png width=32 height=32></p>",
    ],
)
def test_what_is_no_picture_of_the_article_goes(inner: str) -> None:
    assert images(inner) == []


@pytest.mark.parametrize(
    "inner",
    [
        "<img src=/i/a.png><p>Words between.</p><img src=/i/a.png>",
        "<a href=/i/a.png><img src=/i/a-300x200.png></a><div><img src=/i/a.png></div>",
        "<figure><img src=/i/a.png></figure><figure><a href=/x><img src=/i/a.png></a></figure>",
    ],
)
def test_a_picture_and_its_twin_are_one(inner: str) -> None:
    assert len(images(inner)) == 1
    assert "<figure></figure>" not in article(inner).content_html


@pytest.mark.parametrize(
    "inner",
    [
        "<p>Press <img src=/i/a.png> and then <img src=/i/a.png> again.</p>",
        "<table><tr><th>a<th>b<tr><td><img src=/i/a.png><td><img src=/i/a.png></table>",
        "<img src=/i/one.png><img src=/i/two.png>",
        "<img src=/i/a-300x200.png><p>Other words.</p><img src=/i/a.png>",
    ],
)
def test_signs_in_a_line_or_a_table_may_come_again(inner: str) -> None:
    assert len(images(inner)) == 2


def test_the_boxes_of_tasks_are_shown_as_text() -> None:
    items = (
        "<li><input type=checkbox disabled checked> one<li class=task-list-item><label><input"
        " type=checkbox><i></i></label> two"
        "<li><div class='checkbox checkbox-on'></div> <b>three</b>"
        "<li>four <input type=checkbox disabled><li><input type=checkbox class=toggle> five"
    )
    found = [item.text.strip() for item in tree(f"<p>Tasks:</p><ul>{items}</ul>").select("li")]
    assert found == ["☑ one", "☐ two", "☑ three", "four", "five"]


def test_a_list_of_files_goes_and_a_table_of_links_stays() -> None:
    files = "".join(
        f"<tr><td><a href=/f{n}>src{n}</a><td><a href=/c{n}>Fix it</a><td>{n} months ago"
        for n in range(2, 6)
    )
    calls = "".join(f"<tr><td><a href=/f{n}>call{n}</a><td>Does a thing" for n in range(2, 6))
    page = article(f"<table>{files}</table><table>{calls}</table>")
    assert "src2" not in page.text and "call2" in page.text


def test_addresses_with_commas_survive_in_a_srcset() -> None:
    value = "https://c.example/w_300,q_8/a.png 300w, https://c.example/w_900,q_8/a.png 900w"
    assert best_of_srcset(value) == "https://c.example/w_900,q_8/a.png"
    assert best_of_srcset("") == best_of_srcset(" , ,") == ""


@pytest.mark.parametrize(
    "inner",
    [
        "<span class=katex><span"
        " class=katex-mathml><math><semantics><mrow><mi>x</mi></mrow><annotation"
        " encoding='application/x-tex'>x^2</annotation></semantics></math></span><span"
        " class=katex-html"
        " aria-hidden=true><span>x</span><span>2</span></span></span>",
        "<span class=MathJax_Preview>x2</span><span class=MathJax><nobr>x2</nobr></span>"
        "<script type='math/tex'>x^2</script>",
        "<span class=mwe-math-element><span style='display:none'><math alttext="
        "'{\\displaystyle x^2}'><mi>x</mi></math></span><img src=/m.svg alt='x2'"
        " class=mwe-math-fallback-image-inline></span>",
        "<mjx-container data-latex='x^2'><svg></svg></mjx-container>",
        "<img class=latex src='https://l.example/latex.php?x' alt='x^2'>",
    ],
)
def test_a_formula_comes_once_as_its_tex(inner: str) -> None:
    page = article(f"<p>We know that {inner} holds.</p>")
    assert '<span class="math">x^2</span>' in page.content_html
    assert "We know that x^2 holds." in page.text


@pytest.mark.parametrize(
    ("inner", "kind"),
    [
        (
            "<div class='markdown-alert markdown-alert-warning'><p"
            " class=markdown-alert-title>Warning</p><p>Hot</p></div>",
            "warning",
        ),
        ("<div class='admonition tip'><p class=admonition-title>Tip</p><p>Hot</p></div>", "tip"),
        (
            "<div class='theme-admonition theme-admonition-info'><div"
            " class=admonitionHeading_x>Info</div><p>Hot</p></div>",
            "note",
        ),
        ("<div class='alert alert-danger'><p>Hot</p></div>", "caution"),
        ("<blockquote><p>[!IMPORTANT]<br>Hot</p></blockquote>", "important"),
        ("<aside class='callout'><p>Hot</p></aside>", "note"),
        ("<div class='note warn'><span></span><div><p>Hot</p></div></div>", "warning"),
        (
            "<div class='admonitionblock tip'><table><tr><td class=icon><div class=title>Tip</div>"
            "<td class=content>Hot</table></div>",
            "tip",
        ),
        ("<div class='kg-card kg-callout-card'><div>💡</div><div>Hot</div></div>", "note"),
        ("<figure class=callout><div><span>💡</span></div><div><p>Hot</p></div></figure>", "note"),
        ("<div class='nextra-callout x'><div>💡</div><div>Hot</div></div>", "note"),
        ("<div data-node-type=callout><div>🔥</div><div>Hot</div></div>", "note"),
    ],
)
def test_callouts_take_one_form(inner: str, kind: str) -> None:
    boxes = tree(inner).select("div.callout")
    assert [box.attr("class") for box in boxes] == [f"callout callout-{kind}"]
    assert boxes[0].text.strip().endswith("Hot")
    assert "💡" not in boxes[0].text and boxes[0].find("table") is None


def test_footnotes_lead_there_and_back() -> None:
    root = tree(
        "<p>Claim<sup id=fnref:1><a href='#fn:1'>1</a></sup>.</p><section class=footnotes><ol>"
        "<li id=fn:1>The source. <a href='#fnref:1'>↩</a></li></ol></section>"
    )
    reference, back = root.select("a.footnote-ref")[0], root.select("a.footnote-back")[0]
    assert root.find(attrs={"id": (reference.attr("href") or "")[1:]}) is not None
    assert root.find(attrs={"id": (back.attr("href") or "")[1:]}) is not None


def test_footnotes_of_several_boxes_are_in_one_form() -> None:
    root = tree(
        "<p>Claim<a id=footnote-anchor-1 href=#footnote-1>1</a>.</p><div class=footnote><a"
        " id=footnote-1 href=#footnote-anchor-1>1</a><div class=footnote-content><p>A source.</p>"
        "</div></div>"
    )
    assert len(root.select(".footnotes")) == 1
    assert [a.attr("class") for a in root.select("a")] == ["footnote-ref", "footnote-back"]


def test_embeds_become_links() -> None:
    root = tree(
        "<iframe src='https://www.youtube-nocookie.com/embed/abc123?x=1' title='A talk'></iframe>"
        "<script src='https://gist.github.com/ada/1.js'></script>"
    )
    links = {link.attr("href"): link.text for link in root.select("p.embed a")}
    assert links == {
        "https://www.youtube.com/watch?v=abc123": "▶ A talk",
        "https://gist.github.com/ada/1": "▶ gist.github.com",
    }


def test_hidden_tabs_are_all_shown_under_their_labels() -> None:
    page = article(
        "<div><ul role=tablist><li role=tab>npm</li><li role=tab>yarn</li></ul><div><div"
        " role=tabpanel>"
        "<pre>npm i x</pre></div><div role=tabpanel hidden><pre>yarn add x</pre></div></div></div>"
    )
    assert page.text.index("npm\n") < page.text.index("npm i x") < page.text.index("yarn add x")
    assert page.log["code_kept"] == "2"


def test_code_groups_keep_the_label_of_each_panel() -> None:
    page = article(
        "<div class=vp-code-group><div class=tabs><input type=radio><label>npm</label><input"
        " type=radio><label>yarn</label></div><div class=blocks><div class=language-sh><button>"
        "</button><span class=lang>sh</span><pre>npm i x</pre></div><div class=language-sh><span"
        " class=lang>sh</span><pre>yarn add x</pre></div></div></div>"
    )
    root = parse_fragment(page.content_html)
    assert [p.text for p in root.select("p.tab-label")] == ["npm", "yarn"]
    assert [c.attr("data-lang") for c in root.select("pre code")] == ["bash", "bash"]


def test_links_become_absolute_and_foreign_schemes_go() -> None:
    root = tree(
        "<p><a href=../two>a</a> <a href='javascript:x'>b</a> <a href=mailto:a@b.example>c</a>"
        " <a>d</a></p>"
    )
    assert [(a.text, a.attr("href")) for a in root.iter_elements("a")] == [
        ("a", "https://a.example/two"),
        ("c", "mailto:a@b.example"),
    ]


def test_headings_start_below_the_title_and_can_be_reached() -> None:
    root = tree("<h1>Part</h1><h2 id=x>Sub <a class=headerlink href=#x>¶</a></h2><h2>Sub</h2>")
    headings = [
        (h.tag, h.text.strip(), h.attr("id")) for h in root.iter_elements(["h1", "h2", "h3"])
    ]
    assert headings == [
        ("h2", "Part", "art-part"),
        ("h3", "Sub", "art-x"),
        ("h3", "Sub", "art-sub"),
    ]


@pytest.mark.parametrize(
    ("name", "link"), [("load()", "#load()"), ("설치", "#%EC%84%A4%EC%B9%98"), ("a b", "#a%20b")]
)
def test_links_within_the_page_lead_to_ids_of_any_letters(name: str, link: str) -> None:
    root = tree(f"<p>See <a href='{link}'>there</a>.</p><section id='{name}'>{PROSE}</section>")
    target = (root.select("p a")[0].attr("href") or "")[1:]
    assert target.startswith("art-") and root.find(attrs={"id": target}) is not None


def test_headings_with_nothing_under_them_go_at_the_end() -> None:
    page = article(f"<h2>Kept</h2>{PROSE}</article><h2>Top comments (5)</h2><h3>More</h3><article>")
    headings = parse_fragment(page.content_html).select("h2, h3")
    assert [h.text for h in headings] == ["Kept"]


@pytest.mark.parametrize(
    "line",
    [
        "<p><a href=/subscribe>Subscribe now</a></p>",
        "<div><a href=/t/linux><span>#</span>linux</a> <a href=/t/python>#python</a></div>",
        "<p><a href=/t/linux rel=tag>Linux</a>, <a href=/t/python rel=tag>Python</a></p>",
    ],
)
def test_buttons_and_tags_of_the_page_are_not_its_text(line: str) -> None:
    assert line.count("</a>") and not tree(line).select("a")


def test_a_line_that_is_one_link_stays() -> None:
    assert len(tree("<p><a href=/two>The second part</a></p>").select("a")) == 1


def test_the_signatures_of_an_api_stay() -> None:
    page = article(
        "<h2 class=section-header>Methods</h2><details open><summary><section class=method>"
        "<a class=src href=/s>Source</a><a class=anchor href=#n>§</a><h4 class=code-header>pub fn "
        f"<a href=/new>new</a>() -> Self</h4></section></summary>{PROSE}</details>"
    )
    assert "pub fn new() -> Self" in page.text and "Methods" in page.text
    assert "§" not in page.text


def test_an_excerpt_is_cut_from_paragraphs() -> None:
    page = article("<h2>First part</h2><pre>import x</pre>")
    assert page.excerpt.startswith("A paragraph of an article")
    assert "import" not in page.excerpt and "First part" not in page.excerpt


def test_the_title_is_not_said_twice() -> None:
    assert "One" not in article("").content_html


def test_who_when_and_how_long_are_not_repeated_in_the_text() -> None:
    head = "<meta name=author content='Ada Lane'><title>One</title>"
    lines = "<p>Ada Lane</p><p>6 min read · Jun 11, 2026</p><p>11 June 2026</p>"
    page = extract(f"{head}<div>{lines}{PROSE * 9}<p>7 min read</p></div>", _URL)
    assert page.text.startswith("A paragraph of an article")
    assert page.text.endswith("7 min read")


def test_code_stands_in_the_article_and_in_the_text() -> None:
    page = article("<pre class=language-py>def f():\n\treturn '&lt;'\n</pre>")
    block = parse_fragment(page.content_html).select("pre.code code")[0]
    assert block.text == "def f():\n\treturn '<'\n"
    assert block.attr("data-lang") == "python" and block.attr("class") == "language-python"
    assert "def f():\n\treturn '<'\n" in page.text
    assert page.code_languages == ("python",)
    assert (page.log["engine"], page.log["rule"], page.log["code_found"]) == ("2", "", "1")


def test_links_in_code_lead_where_the_page_leads() -> None:
    page = article(
        '<pre>fn f() -&gt; <a href="../Vec.html">Vec</a> <a href="javascript:x">y</a></pre>'
    )
    links = parse_fragment(page.content_html).select("pre a")
    assert [(link.text, link.attr("href")) for link in links] == [
        ("Vec", "https://a.example/Vec.html")
    ]


def test_words_that_look_like_our_token_stay_words() -> None:
    page = article("<p>devketcode0x and devketcode7x</p><pre>real</pre>")
    assert "real" in page.content_html and "devketcode7x" in page.text


@pytest.mark.parametrize(
    ("body", "kind", "expected"),
    [
        ('{"a": [1, 2]}\n', "application/json", '{"a": [1, 2]}\n'),
        ("def f():\n    pass\n", "text/plain; charset=utf-8", "def f():\n    pass\n"),
        ("a <b> & c\n", "text/x-python", "a <b> & c\n"),
    ],
)
def test_source_text_is_shown_as_code(body: str, kind: str, expected: str) -> None:
    page = extract(body.encode(), "https://raw.example/dir/f.py", kind)
    assert parse_fragment(page.content_html).select("pre.code code")[0].text == expected
    assert (page.title, page.state) == ("f.py", State.FULL_TEXT)


def test_plain_prose_is_shown_as_paragraphs() -> None:
    line = "These are the words of a plain text file, whose lines are rather long ones."
    page = extract(f"{line}\n{line}\n\n{line}", "https://a.example/notes.txt", "text/plain")
    assert page.content_html.count("<p>") == 2


def test_pictures_are_placed_or_named_as_missing() -> None:
    page = article(
        "<p><img src=/i/a.png alt=A width=9> <img src=/i/b.png></p><ul><li><img src=/i/a.png alt=A>"
    )
    first, second = image_sources(page.content_html)
    assert (first, second) == ("https://a.example/i/a.png", "https://a.example/i/b.png")
    html = place_images(
        page.content_html, {first: ("/media/images/ab.png", 640, 480), second: None}
    )
    root = parse_fragment(html)
    kept = [dict(image.attrs.copy()) for image in root.iter_elements("img")]
    assert (
        kept
        == [
            {
                "src": "/media/images/ab.png",
                "alt": "A",
                "width": "640",
                "height": "480",
                "loading": "lazy",
                "decoding": "async",
            }
        ]
        * 2
    )
    missing = root.select("a.image-missing")
    assert [(a.attr("href"), a.text) for a in missing] == [(second, "b.png")]
    assert place_images(html, {}).count("<img") == 2


def test_a_missing_picture_inside_a_link_leaves_its_words() -> None:
    html = sanitise(
        '<a href="https://a.example/"><img src="https://a.example/x.png" alt="Chart"></a>'
    )
    placed = place_images(html, {})
    assert parse_fragment(placed).select("a > span.image-missing")[0].text == "Chart"
