"""Which part of a page is chosen, what is cleaned out of it, and the guards that look again."""

from __future__ import annotations

import pytest

from devket.capture import Extracted
from devket.capture.engine import extract

_URL = "https://a.example/p"
PROSE = "<p>Words of the article, with commas, at a length that makes them count as prose.</p>"
MENU = "<ul>" + "<li><a href=/x>Menu entry</a></li>" * 12 + "</ul>"


def read(body: str, head: str = "") -> Extracted:
    return extract(f"<html><head><title>T</title>{head}</head><body>{body}</body></html>", _URL)


@pytest.mark.parametrize(
    "furniture",
    [
        f"<nav>{MENU}</nav>",
        f"<header class=site-header>{MENU}</header>",
        f"<div class=sidebar>{MENU}<p>Marker text of the sidebar, which is long enough, and has"
        f" commas.</p></div>",
        "<aside><p>Marker text in an aside, of some length, with commas.</p></aside>",
        "<footer><p>Marker copyright text, all rights reserved, and so on.</p></footer>",
        "<div class=cookie-consent><p>Marker: we use cookies, and so do our partners.</p></div>",
        "<div style='display: none'><p>Marker that nobody sees, with commas, hidden.</p></div>",
        "<div aria-hidden=true>Marker hidden from readers</div>",
        "<div class='share-buttons'><a href=/s>Marker share</a></div>",
        "<div id=comments><p>Marker comment, somebody wrote, with commas, a lot.</p></div>",
        "<div class=newsletter-signup><p>Marker: get our letter.</p><form><input></form></div>",
        "<form><label>Marker</label><input></form>",
        "<div role=dialog><p>Marker in a dialog.</p></div>",
        "<button>Marker</button>",
    ],
)
@pytest.mark.parametrize("place", ["before", "inside", "after"])
def test_furniture_is_left_out_wherever_it_stands(furniture: str, place: str) -> None:
    marked = furniture.replace("Menu entry", "Marker")
    before, inside, after = (
        marked if place == name else "" for name in ("before", "inside", "after")
    )
    page = read(f"{before}<article class=post>{PROSE * 5}{inside}{PROSE * 5}</article>{after}")
    assert page.text.count("Words of the article") == 10
    assert "Marker" not in page.text


@pytest.mark.parametrize(
    "wrapper",
    [
        "<article>{}</article>",
        "<main>{}</main>",
        "<div class=content>{}</div>",
        "<div><div><div>{}</div></div></div>",
        "<table><tr><td>{}</td></tr></table>",
        "<div class=sidebar>{}</div>",
        "<div class='layout has-sidebar'>{}</div>",
        "<section id=comments>{}</section>",
        "{}",
    ],
)
def test_the_text_is_found_whatever_it_stands_in(wrapper: str) -> None:
    page = read(f"<nav>{MENU}</nav>" + wrapper.format(PROSE * 12) + f"<footer>{MENU}</footer>")
    assert page.text.count("Words of the article") == 12
    assert "Menu entry" not in page.text


def test_a_page_that_hides_all_its_text_until_a_script_runs_is_read() -> None:
    assert read(f"<div id=app style='display:none'>{PROSE * 12}</div>").text.count("Words") == 12
    short = read(f"<article>{PROSE * 4}</article><div hidden>{'<p>Marker, hidden.</p>' * 40}</div>")
    assert "Marker" not in short.text


def test_code_in_a_copy_button_is_still_code() -> None:
    page = read(f"<article>{PROSE * 6}<button><pre>npm i x</pre></button></article>")
    assert "npm i x" in page.text


def test_parts_of_an_article_in_several_boxes_are_joined() -> None:
    page = read(
        "<div id=wrap>" + f"<div class=part>{PROSE * 4}</div>" * 4 + f"</div><div>{MENU}</div>"
    )
    assert page.text.count("Words of the article") == 16


def test_structure_inside_the_article_stays() -> None:
    inner = (
        "<h2>Head</h2><ul><li>first</li><li><a href=/a>second</a></li></ul><ol><li>third</li></ol>"
        "<blockquote><p>quoted</p></blockquote><table><tr><th>k</th></tr><tr><td>v</td></tr></table>"
        "<figure><img src=/i.png"
        " alt=pic><figcaption>caption</figcaption></figure><dl><dt>term</dt><dd>def</dd></dl>"
        "<p>See also:</p><ul><li><a href=/1>link one</a></li><li><a href=/2>link two</a></li></ul>"
    )
    page = read(f"<article>{PROSE * 4}{inner}{PROSE * 4}</article>")
    for word in (
        "Head",
        "first",
        "second",
        "third",
        "quoted",
        "caption",
        "term",
        "def",
        "link one",
        "link two",
    ):
        assert word in page.text
    for tag in ("<h2", "<ul>", "<ol>", "<blockquote>", "<th>", "<figcaption>", "<dl>", "<img "):
        assert tag in page.content_html


def test_related_posts_at_the_end_go_but_a_section_of_that_name_in_the_middle_stays() -> None:
    links = "<ul><li><a href=/1>Other post</a></li><li><a href=/2>Another</a></li></ul>"
    end = read(f"<article>{PROSE * 8}<h3>Related posts</h3>{links}</article>")
    assert "Related posts" not in end.text and "Other post" not in end.text
    middle = read(f"<article>{PROSE}<h2>Comments</h2>{PROSE * 8}</article>")
    assert middle.text.count("Words of the article") == 9


def test_a_guard_brings_code_back_that_the_heuristic_lost() -> None:
    steps = "".join(
        f"<div><div><h3>{n}</h3><div><pre>step {n}</pre></div></div></div>" for n in range(12)
    )
    page = read(
        f"<div id=doc><div class=intro>{PROSE * 10}</div><div class=steps>{steps}</div></div>"
    )
    assert page.log["code_kept"] == "12"


def test_a_guard_takes_the_body_that_json_ld_promises() -> None:
    body = (
        "The whole text of the article stands only in the data of the page, not in its markup. "
        * 20
    )
    head = (
        f'<script type="application/ld+json">{{"@type":"Article","articleBody":"{body}"}}</script>'
    )
    opening = "<p>The opening of it, which is all that the markup of the page has to say.</p>" * 10
    page = read(f"<article>{opening}</article>", head)
    assert page.text.startswith("The whole text of the article")
    assert page.log["guard"] == "body"


def test_korean_prose_counts_without_spaces_or_commas() -> None:
    text = "<p>이것은 본문이다。 우리는 글을 쓴다、 그리고 읽는다。 코드도 함께 읽는다。</p>" * 12
    page = read(f"<div>{MENU}</div><div>{text}</div>")
    assert page.text.count("이것은 본문이다") == 12 and page.lang == "ko"
