"""Mail in a `<pre>` reads as prose; what is indented in it stays code."""

from __future__ import annotations

import pytest
from turbohtml import Element, parse_fragment

from devket.capture.engine import extract
from devket.capture.rules.mail import settle_prose


def settled(pre: str) -> str:
    root = Element("div")
    root.extend(list(parse_fragment(f"<pre>{pre}</pre>").children))
    settle_prose(root.select("pre")[0])
    return root.inner_html


@pytest.mark.parametrize(
    ("mail", "markup"),
    [
        ("One\ntwo.\n\nThree.", "<p>One\ntwo.</p><p>Three.</p>"),
        (
            "&gt; Said.\n&gt;&gt; Before.\n\nYes.",
            "<blockquote><p>Said.\nBefore.</p></blockquote><p>Yes.</p>",
        ),
        (
            "So:\n\n    a = 1\n    if a:\n\tb\n\nEnd.",
            "<p>So:</p><pre>    a = 1\n    if a:\n\tb</pre><p>End.</p>",
        ),
        ("See <a href=/x>this</a>\nnow.", '<p>See <a href="/x">this</a>\nnow.</p>'),
        ("&gt;\n&gt; Said.", "<blockquote><p>Said.</p></blockquote>"),
        ("", ""),
    ],
)
def test_lines_become_paragraphs_quotes_and_code(mail: str, markup: str) -> None:
    assert settled(mail) == f"<div>{markup}</div>"


@pytest.mark.parametrize(
    ("host", "rule", "page"),
    [
        (
            "lists.example",
            "pipermail",
            "<h1>[dev] Twice</h1><b>Ada Lane</b> <a href=mailto:x>ada at a</a><br><i>Sat Mar 14"
            " 09:26:00 UTC 2026</i><p><ul><li>Junk: <a href=1.html>x</a><li><b>Junk</b>"
            " <a href='date.html#1'>[ date ]</a></ul><hr><pre>{}</pre><hr><ul><li>Junk</ul>",
        ),
        (
            "lists.example",
            "mailing-list",
            "<div id=msgBody><div class=msgBody><pre>{}</pre></div></div>",
        ),
        ("lore.kernel.org", "public-inbox", "<form><pre>Junk</pre></form><pre id=b>{}</pre>"),
        ("lists.w3.org", "w3c-mail", "<main class=mail><pre id=body>{}</pre><p>Junk</main>"),
    ],
)
def test_archives_of_mail_are_read(host: str, rule: str, page: str) -> None:
    words = "The loader reads its file twice, and nobody knows why it should. " * 5
    read = extract(f"<title>Twice</title>{page.format(words)}", f"https://{host}/a/1.html")
    assert read.log["rule"] == rule
    assert read.text.count("The loader") == 5 and "Junk" not in read.text
    assert "<pre" not in read.content_html
    if rule == "pipermail":
        assert read.byline == "Ada Lane" and read.published is not None
