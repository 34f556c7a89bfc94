"""Which rule is asked, when it is passed over, and what it leaves of a page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from turbohtml import Document, parse

from devket.capture.model import Kind
from devket.capture.rules.apply import told_by
from devket.capture.rules.facts import moment, number, said
from devket.capture.rules.load import load_file
from devket.capture.rules.match import Book
from devket.capture.rules.model import Fact, Rule
from devket.capture.told import Told

_URL = "https://docs.example/a/b"
_PROSE = "<p>A paragraph of an article, with commas, which is long enough to count as prose.</p>"


def rules(tmp_path: Path, text: str) -> tuple[Rule, ...]:
    path = tmp_path / "rules.toml"
    path.write_text(text, encoding="utf-8")
    return load_file(path)


def told(tmp_path: Path, fields: str, page: str) -> Told | None:
    rule = rules(tmp_path, f"[r]\nmarker = 'x'\nmin_chars = 50\n{fields}")[0]
    return told_by(rule, page_of(page), _URL)


def page_of(markup: str) -> Document:
    return parse(markup, positions=False)


def markup(answer: Told | None) -> str:
    assert answer is not None and answer.article is not None
    return answer.article.inner_html


def test_the_own_host_is_asked_before_its_domains(tmp_path: Path) -> None:
    book = Book(
        rules(
            tmp_path,
            "[all]\nhosts='.example.org'\nkeep='a'\n[one]\nhosts='docs.example.org'\nkeep='a'\n"
            "[other]\nhosts='example.org'\nkeep='a'",
        )
    )
    names = [rule.name for rule in book.by_host("https://docs.example.org/x")]
    assert names == ["one", "all"]
    assert [rule.name for rule in book.by_host("https://www.example.org/")] == ["other", "all"]
    assert [rule.name for rule in book.by_host("https://notexample.org/")] == []


@pytest.mark.parametrize(
    "page",
    [
        "<meta name=generator content='MkDocs-1.6, and a theme'>",
        "<meta name=Generator content='other'><meta name=generator content=mkdocs-1.6>",
        "<div class='x md-content'><p>",
        "<md-page></md-page>",
        "<main id=md>",
    ],
)
def test_a_platform_is_known_by_generator_class_id_or_tag(tmp_path: Path, page: str) -> None:
    text = "[m]\ngenerator='MkDocs-'\nmarker=['.md-content', 'md-page', 'main#md']\nkeep='a'"
    book = Book(rules(tmp_path, text))
    assert [rule.name for rule in book.by_platform(page_of(page))] == ["m"]
    assert not list(book.by_platform(page_of("<meta name=generator content=mkdoc><a class=m>")))


def test_platforms_are_asked_in_the_order_of_the_file(tmp_path: Path) -> None:
    text = "".join(f"[{name}]\nmarker='.{name}'\nkeep='a'\n" for name in "cab")
    book = Book(rules(tmp_path, text))
    page = page_of("<p class=a><p class=b><p class=c>")
    assert [rule.name for rule in book.by_platform(page)] == ["c", "a", "b"]


def test_the_first_selector_that_finds_text_is_kept(tmp_path: Path) -> None:
    page = f"<div class=none></div><div class=b>{_PROSE}<i class=d>x</i></div><div class=c>y</div>"
    kept = markup(told(tmp_path, "keep=['.none','.b','.c']\ndrop='.d'", page))
    assert kept == f'<div class="b">{_PROSE}</div>'


def test_parts_inside_a_part_are_kept_once(tmp_path: Path) -> None:
    page = f"<div class=b>1{_PROSE}<div class=b>2</div></div><div class=b>3</div>"
    article = markup(told(tmp_path, "keep='.b'", page))
    assert [article.count(number) for number in "123"] == [1, 1, 1]


@pytest.mark.parametrize(
    ("fields", "page"),
    [
        ("keep='.b'", "<div class=b>Too short.</div>"),
        ("keep='.b'\ndrop='p'", f"<div class=b>Too short.{_PROSE}</div>"),
        ("keep='.b'", f"<main><div class=b>{_PROSE}</div>{'<pre>x</pre>' * 3}</main>"),
        ("keep='.b'", f"<main><div class=b>{_PROSE}</div>{_PROSE * 9}</main>"),
        ("keep='.b'\nalone=true", f"<div class=b>{_PROSE}</div>" * 2),
        ("keep='.b'\nshare=60", f"<div class=b>{_PROSE}</div>{_PROSE}"),
        ("[r.posts]\npost='.b'\nbody='.c'", f"<div class=b>{_PROSE}</div>"),
    ],
)
def test_a_rule_that_gives_too_little_is_passed_over(
    tmp_path: Path, fields: str, page: str
) -> None:
    document = page_of(page)
    before = document.html
    rule = rules(tmp_path, f"[r]\nmarker = 'x'\nmin_chars = 50\n{fields}")[0]
    assert told_by(rule, document, _URL) is None
    assert document.html == before


def test_code_beside_the_article_is_no_loss(tmp_path: Path) -> None:
    page = f"<main><div class=b>{_PROSE}<pre>x</pre></div></main><aside><pre>y</pre></aside>"
    assert "<pre>x" in markup(told(tmp_path, "keep='.b'", page))


def test_code_that_a_rule_drops_is_no_loss(tmp_path: Path) -> None:
    page = f"<main><div class=b>{_PROSE}<div class=notes><pre>x</pre></div></div></main>"
    assert "<pre>" not in markup(told(tmp_path, "keep='.b'\ndrop='.notes'", page))


def test_what_stands_beside_the_text_is_kept_in_its_place(tmp_path: Path) -> None:
    page = f"<figure>1</figure><div class=b>2{_PROSE}<figure>3</figure></div><figure>4</figure>"
    kept = markup(told(tmp_path, "keep='.b'\nalso='figure'\nalone=true", page))
    assert [kept.index(number) for number in "1234"] == sorted(kept.index(n) for n in "1234")
    assert told(tmp_path, "keep='.none'\nalso='figure'", page) is None


def test_a_page_keeps_its_body_though_a_rule_takes_all_of_it(tmp_path: Path) -> None:
    document = page_of(_PROSE * 2)
    rule = rules(tmp_path, "[r]\nmarker='x'\nmin_chars=50\nkeep='body'")[0]
    assert markup(told_by(rule, document, _URL)) == f"<div>{_PROSE * 2}</div>"
    assert document.find("body") is not None


def test_what_is_unwrapped_stays(tmp_path: Path) -> None:
    page = f"<div class=b>{_PROSE}<aside class=q><blockquote>Said.</blockquote></aside></div>"
    kept = markup(told(tmp_path, "keep='.b'\nunwrap='aside.q'", page))
    assert kept.endswith("<blockquote>Said.</blockquote></div>")


def test_facts_of_the_page_are_told(tmp_path: Path) -> None:
    fields = (
        "keep='.b'\ntitle='h1'\nauthor=['.none', '.who']\npublished='time@datetime'\n"
        "lead_image='img@src'\nnext='a.next@href'\nkind='package'\n"
        "[r.card]\nstars='.stars'\nversion='.version'\nforks='.none'"
    )
    page = (
        "<h1>One</h1><p class=who>Ada\n Lane</p><time datetime=2026-03-14>x</time><img src=/i.png>"
        "<i class=stars>1,204 stars</i><i class=version>v2.1.0</i><a class=next href=/a/c>n</a>"
    )
    answer = told(tmp_path, fields, f"{page}<div class=b>{_PROSE}</div>")
    assert answer is not None and answer.published is not None
    assert (answer.title, answer.byline, answer.kind) == ("One", "Ada Lane", Kind.PACKAGE)
    assert answer.lead_image == "https://docs.example/i.png"
    assert answer.next_url == "https://docs.example/a/c"
    assert answer.card == {"stars": "1204", "version": "v2.1.0"}


def test_an_accepted_answer_comes_first_with_its_comments(tmp_path: Path) -> None:
    fields = (
        "kind='question'\n[r.posts]\npost='.p'\nbody='.t'\naccepted='.yes'\nscore='.v'\n"
        "comments='.c'\ncomment_author='b'\ncomment_body='i'"
    )
    post = "<div class='p {0}'><u class=v>{1}</u><div class=t>" + _PROSE + "{1}</div>{2}</div>"
    comment = "<p class=c><b>Bo</b> <i>Said so.</i></p>"
    page = post.format("", 1, "") + post.format("", 2, comment) + post.format("yes", 3, "")
    answer = told(tmp_path, fields, page)
    assert answer is not None and answer.article is not None
    sections = answer.article.select("section.post:not(details section)")
    assert [section.text.strip()[2] for section in sections] == ["1", "3", "2"]
    assert answer.article.select("details")[0].text == "1 commentBoSaid so."
    assert answer.card == {"score": "1", "answers": "2", "accepted": "1"}


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("12 points", "12"),
        ("1.2k", "1200"),
        ("3M views", "3000000"),
        ("1,234 stars", "1234"),
        ("−4", "-4"),
        ("+7", "7"),
        ("12 members", "12"),
        ("none", ""),
        ("", ""),
        ("9" * 300, ""),
    ],
)
def test_numbers_are_told_in_plain_digits(text: str, digits: str) -> None:
    assert number(text) == digits


def test_a_fact_may_be_words_or_an_attribute_of_the_element_itself() -> None:
    element = page_of("<div data-a=' x\n y '><b></b><time datetime=2026-03-14>").select("div")[0]
    assert said(element, (Fact("b"), Fact("", "data-a"))) == "x y"
    assert said(element, (Fact("u"),)) == ""
    at = moment(element, (Fact("", "data-a"), Fact("time", "datetime")))
    assert at is not None and at.day == 14


def test_a_pattern_takes_its_group_of_a_fact_and_nothing_where_it_is_not_found() -> None:
    page = page_of("<title>Lamps: Oil - Manual</title>")
    site, other = re.compile(r"^(\w+): "), re.compile("(Candles)")
    assert said(page, (Fact("title", pattern=other), Fact("title", pattern=site))) == "Lamps"
    assert said(page, (Fact("title", pattern=other),)) == ""


def test_a_rule_names_the_site_of_its_pages(tmp_path: Path) -> None:
    page = f"<title>Lamps - Retro</title><div class=b>{_PROSE}</div>"
    answer = told(tmp_path, "keep='.b'\nsite_name='title =~ - ([A-Z][a-z]+)$'", page)
    assert answer is not None and answer.site_name == "Retro"


def test_posts_in_another_frame_are_posts_of_nobody(tmp_path: Path) -> None:
    page = f"<div class=t>1{_PROSE}</div><div class=t>2{_PROSE}<div class=t>3</div></div>"
    answer = told(tmp_path, "[r.posts]\npost='.p'\nbody='.t'\nauthor='b'", page)
    assert answer is not None and answer.article is not None
    assert [section.text[0] for section in answer.article.select("section.post")] == ["1", "2"]


def test_code_that_tells_no_language_is_told_its_own(tmp_path: Path) -> None:
    page = f"<div class=b>{_PROSE}<pre class=x>1</pre><pre class=x data-lang=c>2</pre></div>"
    kept = markup(told(tmp_path, "keep='.b'\n[r.languages]\n'pre.x' = 'php'", page))
    assert '<pre class="x" data-lang="php">1' in kept and '<pre class="x" data-lang="c">2' in kept
