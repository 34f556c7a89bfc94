"""GitHub: repositories, threads, files, gists, releases and wiki pages, old markup and new."""

from __future__ import annotations

from datetime import UTC, datetime
from html import escape

import pytest
from turbohtml import parse_fragment

from devket.capture.engine import extract
from devket.capture.model import Choice, Kind
from tests.unit.capture.sites.reading import CODE, codes, held, metas, read

_REPOSITORY = "https://github.com/lanternworks/ferrule"
_HEAD = (
    "<title>GitHub - lanternworks/ferrule: Small joints for big pipes and long cold winters</title>"
    '<meta property="og:title" content="GitHub - lanternworks/ferrule: Small joints for big'
    ' pipes and long cold winters">'
    '<meta name="description" content="Small joints for big pipes and long cold winters.'
    " Contribute to"
    ' lanternworks/ferrule development by creating an account on GitHub.">'
)
_README = (
    '<div class="markdown-heading" dir="auto"><h1 class="heading-element">ferrule</h1>'
    '<a id="user-content-ferrule" class="anchor" href="#ferrule" aria-label="Permalink: ferrule">'
    '<svg class="octicon octicon-link"></svg></a></div><p>Joins pipes '
    '<g-emoji class="g-emoji" alias="link">🔗</g-emoji> without glue; see <a href=#usage>usage</a>'
    ' or <a href="/lanternworks/ferrule/blob/main/GUIDE.md">the guide</a>.</p>'
    '<p><img src="https://camo.githubusercontent.com/abc/123"'
    ' data-canonical-src="https://img.lantern.example/pipe.png" alt="A pipe"></p>'
    '<div class="markdown-heading"><h2 class="heading-element">Usage</h2><a id="user-content-usage"'
    ' class="anchor" href="#usage"><svg class="octicon octicon-link"></svg></a></div>'
    '<div class="highlight highlight-source-python notranslate overflow-auto"'
    " data-snippet-clipboard"
    f'-copy-content="x"><pre>{escape(CODE)}</pre><div class="zeroclipboard-container">'
    f"<clipboard-copy"
    ' aria-label="Copy" value="x"><svg class="octicon octicon-copy"></svg></clipboard-copy></div>'
    '</div><div class="markdown-alert markdown-alert-warning"><p class="markdown-alert-title">'
    '<svg class="octicon"></svg>Warning</p><p>Do not drink the water.</p></div>'
)
_SIDE = (
    '<div class="Layout-sidebar"><div class="BorderGrid"><h2>About</h2><p class="f4 my-3">Small'
    " joints"
    ' for big pipes and long cold winters</p><a class="topic-tag" href="/topics/pipes">pipes</a>'
    '<a class="topic-tag" href="/topics/streams">streams</a>'
    '<a class="Link--muted" href="/lanternworks/ferrule/blob/main/LICENSE"><svg class="octicon">'
    "</svg>"
    " Apache-2.0 license</a><a href=/lanternworks/ferrule/releases/tag/v2.4.1><span class="
    '"css-truncate-target">v2.4.1</span></a><h2>Languages</h2><ul><li><a'
    ' href="/lanternworks/ferrule/search?l=rust">'
    '<span class="color-fg-default text-bold mr-1">Rust</span><span>98.2%</span></a></li></ul>'
    "</div>"
    "</div>"
)
_COUNTS = (
    '<span id="repo-network-counter" title="1,024">1k</span>'
    '<span id="repo-stars-counter-star" title="12,345" class="Counter">12.3k</span>'
)


def repository(readme: str) -> str:
    return f"{_HEAD}<body><nav>Sign in</nav>{_COUNTS}<main>{readme}{_SIDE}</main>"


@pytest.mark.parametrize(
    "readme",
    [
        f'<div id="readme"><article class="markdown-body entry-content">{_README}</article></div>',
        '<react-partial><script type="application/json" data-target="react-partial.embeddedData">'
        + held({"props": {"initialPayload": {"overview": {"overviewFiles": [
            {"path": "README.md", "richText": f'<article class="markdown-body">{_README}</article>'}
        ]}}}})
        + "</script></react-partial>",
    ],
    ids=["in the page", "in its data"],
)  # fmt: skip
def test_a_repository_is_its_readme_with_its_facts(readme: str) -> None:
    page = read(repository(readme), _REPOSITORY)
    assert page.kind is Kind.REPOSITORY
    assert page.card == {
        "owner": "lanternworks",
        "name": "ferrule",
        "stars": "12345",
        "forks": "1024",
        "license": "Apache-2.0",
        "language": "Rust",
        "version": "v2.4.1",
        "tags": "pipes, streams",
    }
    assert page.title.removeprefix("lanternworks/") == "ferrule"
    assert page.byline == "lanternworks"
    assert page.excerpt.startswith("Small joints")
    assert codes(page) == [CODE]
    assert page.code_languages == ("python",)
    root = parse_fragment(page.content_html)
    assert [h.attr("id") for h in root.select("h2, h3")] == ["art-usage"]
    assert [i.attr("src") for i in root.select("img")] == ["https://img.lantern.example/pipe.png"]
    assert "🔗" in page.text
    assert "Apache" not in page.text
    assert root.select_one(".callout-warning") is not None
    assert [a.attr("href") for a in root.select("a")] == [
        "#art-usage",
        "https://github.com/lanternworks/ferrule/blob/main/GUIDE.md",
    ]


def test_a_repository_without_a_readme_is_kept_with_its_card() -> None:
    page = read(repository(""), _REPOSITORY)
    assert (page.kind, page.card["stars"]) == (Kind.REPOSITORY, "12345")
    assert page.text == "Small joints for big pipes and long cold winters"


@pytest.mark.parametrize("choice", [Choice.TEXT, Choice.MAIN, Choice.PAGE])
def test_another_part_of_a_repository_is_one_still(choice: Choice) -> None:
    page = extract(repository(_README * 3), _REPOSITORY, choice=choice)
    assert (page.kind, page.card["stars"]) == (Kind.REPOSITORY, "12345")
    assert page.log["choice"] == choice.value
    assert CODE in codes(page)


_ISSUE = {
    "title": "Joint leaks when <cold>",
    "number": 7,
    "state": "CLOSED",
    "author": {"login": "wim"},
    "createdAt": "2024-03-05T08:00:00Z",
    "bodyHTML": f"<p>404 not found.</p><pre><code>{escape(CODE)}</code></pre>",
    "labels": {"edges": [{"node": {"name": "bug"}}, {"node": None}]},
    "frontTimelineItems": {
        "edges": [
            {"node": {"__typename": "LabeledEvent"}},
            {"node": {
                "__typename": "IssueComment", "author": {"login": "noor"},
                "createdAt": "2024-03-06T09:00:00Z", "bodyHTML": "<p>Same here.</p>",
            }},
            {"node": {"__typename": "IssueComment", "author": None, "bodyHTML": "<p>Ghost.</p>"}},
            None,
        ]
    },
}  # fmt: skip


def test_an_issue_is_read_out_of_the_data_of_its_page() -> None:
    data = {
        "payload": {"preloadedQueries": [{"result": {"data": {"repository": {"issue": _ISSUE}}}}]}
    }
    page = read(
        "<title>Joint leaks · Issue #7 · lanternworks/ferrule · GitHub</title><react-app>"
        '<script type="application/json" data-target="react-app.embeddedData">'
        f"{held(data)}</script><div>Sign up for free to join this conversation</div></react-app>",
        f"{_REPOSITORY}/issues/7",
    )
    assert page.kind is Kind.DISCUSSION
    assert (page.title, page.byline) == ("Joint leaks when <cold>", "wim")
    assert page.published == datetime(2024, 3, 5, 8, tzinfo=UTC)
    assert page.card == {
        "owner": "lanternworks", "name": "ferrule", "number": "7", "status": "closed",
        "comments": "2", "tags": "bug",
    }  # fmt: skip
    assert metas(page) == ["wim · 2024-03-05", "noor · 2024-03-06"]
    assert codes(page) == [CODE]
    assert "Ghost." in page.text
    assert "Sign up" not in page.text


@pytest.mark.parametrize(
    "issue",
    [
        [],
        {"title": "T", "bodyHTML": 5, "frontTimelineItems": 3},
        {"title": "T", "bodyHTML": "<p>x", "frontTimelineItems": {"edges": {"a": 1}}, "author": 1},
        {"title": [], "bodyHTML": "<div>" * 5000, "frontTimelineItems": {}},
    ],
)
def test_broken_data_breaks_nothing(issue: object) -> None:
    page = (
        '<script type="application/json" data-target="react-app.embeddedData">'
        f"{held({'payload': issue})}</script><p>Text."
    )
    assert extract(page, f"{_REPOSITORY}/issues/7").title is not None


def comment(author: str, day: str, body: str, more: str = "") -> str:
    return (
        '<div class="TimelineItem js-comment-container"><div class="timeline-comment-group"><div'
        " class="
        f'"timeline-comment comment js-comment {more}"><div class="timeline-comment-header"><h3'
        f" class="
        f'"f5 text-normal"><strong><a class="author Link--primary" href="/{author}">{author}</a>'
        f"</strong>"
        f' commented <a class="js-timestamp"><relative-time datetime="{day}T10:00:00Z">on {day}'
        '</relative-time></a></h3></div><div class="edit-comment-hide"><task-lists><table'
        ' class="d-block">'
        '<tr class="d-block"><td class="d-block comment-body markdown-body js-comment-body">'
        f"{body}</td></tr></table></task-lists></div></div></div></div>"
    )


def test_a_closed_issue_in_the_colour_of_a_merge_is_closed() -> None:
    page = read(
        '<main><h1><bdi class="js-issue-title markdown-title">A drip</bdi></h1>'
        '<span class="State State--merged" title="Status: Closed">Closed</span>'
        '<div class="js-discussion">' + comment("wim", "2024-05-01", "<p>It drips.</p>") + "</div>",
        f"{_REPOSITORY}/issues/9",
    )
    assert page.card["status"] == "closed"


def test_a_pull_request_is_all_its_comments_and_reviews() -> None:
    review = (
        '<div class="js-resolvable-timeline-thread-container"><div class="file-header"><a'
        ' href="#r">'
        'src/joint.rs</a></div><div class="js-comment review-comment"><h3><strong><a class="author"'
        ' href="/noor">noor</a></strong><relative-time datetime="2024-05-02T10:00:00Z">'
        "</relative-time>"
        '</h3><div class="comment-body markdown-body js-comment-body"><p>Why unwrap?</p></div>'
        "</div></div>"
    )
    page = read(
        "<title>Seal the joint by wim · Pull Request #8 · lanternworks/ferrule · GitHub</title>"
        '<meta property="og:title" content="Seal the joint by wim · Pull Request #8 ·'
        ' lanternworks/ferrule"><main><h1><bdi class="js-issue-title markdown-title">Seal the'
        " joint</bdi>"
        '<span>#8</span></h1><span class="State State--merged" title="Status: Merged">Merged</span>'
        '<div class="js-discussion">'
        + comment("wim", "2024-05-01", "<p>It leaked.</p><pre><code>a\n  b</code></pre>")
        + review
        + comment("wim", "2024-05-03", "<p>Mended.</p>")
        + '<form><div class="js-previewable-comment-form"><div class="js-preview-panel">'
        '<div class="comment-body markdown-body js-preview-body"><p>Nothing to preview</p></div>'
        "</div>"
        "</div></form></div></main>",
        f"{_REPOSITORY}/pull/8",
    )
    assert (page.title, page.byline, page.card["status"]) == ("Seal the joint", "wim", "merged")
    assert metas(page) == [
        "wim · 2024-05-01", "noor · src/joint.rs · 2024-05-02", "wim · 2024-05-03",
    ]  # fmt: skip
    assert codes(page) == ["a\n  b"]
    assert "Nothing to preview" not in page.text


def test_an_issue_as_browsers_show_it_is_read_without_its_data() -> None:
    post = (
        '<div class="react-issue-comment"><div data-testid="comment-header"><a'
        ' data-testid="avatar-link"'
        ' href="/{0}"><img alt="@{0}"></a><a data-testid="avatar-link" href="/{0}">{0}</a>'
        "<span>Member"
        '</span><a><relative-time datetime="{1}T10:00:00Z"></relative-time></a></div><div><div'
        " class="
        '"markdown-body" data-testid="markdown-body"><p>{2}</p></div></div><button>React'
        "</button></div>"
    )
    page = read(
        '<h1><bdi data-testid="issue-title">It <code>leaks</code></bdi><span>#7</span></h1><span'
        ' data-testid="header-state">Open</span><div data-testid="issue-viewer-issue-container">'
        f"{post.format('wim', '2024-05-01', 'Cold.')}</div><div"
        f' data-testid="issue-timeline-container">'
        f"{post.format('noor', '2024-05-02', 'Warm.')}</div>",
        f"{_REPOSITORY}/issues/7",
    )
    assert (page.title, page.card["status"]) == ("It leaks", "open")
    assert metas(page) == ["wim · 2024-05-01", "noor · 2024-05-02"]
    assert "React" not in page.text


def test_an_answer_to_a_discussion_is_marked() -> None:
    page = read(
        '<h1><span class="js-issue-title">Which pipe?</span></h1>'
        + comment("wim", "2024-05-01", "<p>Which one do I take?</p>")
        + comment("noor", "2024-05-02", "<p>The copper one.</p>", "answer"),
        f"{_REPOSITORY}/discussions/9",
    )
    assert metas(page) == ["wim · 2024-05-01", "noor · 2024-05-02 · ✓"]
    assert page.card["accepted"] == "1"


_LINES = CODE.split("\n")
_ROWS = "".join(
    f'<tr><td id="L{n}" class="blob-num js-line-number" data-line-number="{n}"></td>'
    f'<td id="LC{n}" class="blob-code blob-code-inner js-file-line">{escape(line)}</td></tr>'
    for n, line in enumerate(_LINES, start=1)
)
_TABLE = f'<table class="highlight tab-size js-file-line-container">{_ROWS}</table>'


@pytest.mark.parametrize(
    "body",
    [
        '<script type="application/json" data-target="react-app.embeddedData">'
        + held({"payload": {"blob": {"rawLines": _LINES, "language": "Python", "richText": None}}})
        + "</script>",
        '<script type="application/json" data-target="react-app.embeddedData">'
        + held({"payload": {"codeViewBlobLayoutRoute.StyledBlob": {"rawLines": _LINES},
                            "codeViewBlobLayoutRoute": {"blob": {"language": "Python"}}}})
        + "</script>",
        f'<textarea id="read-only-cursor-text-area">{escape(CODE)}</textarea>',
        _TABLE,
    ],
    ids=["data", "newer data", "text field", "table"],
)  # fmt: skip
def test_a_file_is_its_code_in_its_language(body: str) -> None:
    page = read(
        f"<title>ferrule/src/my file.py at main · lanternworks/ferrule</title><main>{body}</main>",
        f"{_REPOSITORY}/blob/main/src/my%20file.py",
    )
    assert page.title == "src/my file.py"
    assert codes(page) == [CODE]
    assert page.code_languages == ("python",)


def test_data_of_the_page_a_browser_came_from_is_passed_over() -> None:
    blob = {"codeViewBlobLayoutRoute.StyledBlob": {"path": "src/other.py", "rawLines": ["other"]}}
    script = '<script type="application/json" data-target="react-app.embeddedData">{}</script>'
    page = read(
        script.format(held({"payload": blob}))
        + f'<textarea id="read-only-cursor-text-area">{escape(CODE)}</textarea>',
        f"{_REPOSITORY}/blob/feature/joints/src/join.py",
    )
    assert codes(page) == [CODE]
    issue = script.format(held({"payload": {"issue": {**_ISSUE, "number": 6}}}))
    shown = "<title>Cold</title>" + comment("ada", "2024-05-01", "<p>Mine.</p>")
    page = read(issue + shown, f"{_REPOSITORY}/issues/7")
    assert page.byline == "ada"


def test_a_file_of_markdown_reads_as_an_article() -> None:
    rich = (
        f'<article class="markdown-body"><h1>The guide</h1><p>Turn it.</p><pre>{escape(CODE)}</pre>'
    )
    data = {"payload": {"blob": {"rawLines": ["# The guide"], "richText": rich}}}
    page = extract(
        f'<script type="application/json" data-target="react-app.embeddedData">{held(data)}'
        f"</script>",
        f"{_REPOSITORY}/blob/main/GUIDE.md",
    )
    assert page.title == "The guide"
    assert codes(page) == [CODE]
    assert "# The guide" not in page.text


def test_a_gist_is_all_its_files() -> None:
    box = (
        '<div class="file"><div class="file-header"><strong class="gist-blob-name">{}</strong>'
        "</div>{}</div>"
    )
    page = read(
        '<h1 class="gisthead"><span class="author"><a href="/wim">wim</a></span>/<strong>x'
        "</strong></h1>"
        '<div itemprop="about">Two ways to join</div><relative-time'
        ' datetime="2024-02-03T00:00:00Z">'
        "</relative-time>"
        + box.format("join.py", _TABLE)
        + box.format("NOTES.md", "<article class=markdown-body><p>Mind the gap.</p></article>"),
        "https://gist.github.com/wim/0123456789abcdef",
    )
    assert (page.title, page.byline) == ("Two ways to join", "wim")
    assert codes(page) == [CODE]
    assert 'data-file="join.py"' in page.content_html
    assert "Mind the gap." in page.text


def test_a_release_tells_its_version() -> None:
    page = extract(
        '<h1 class="d-inline">Ferrule 2.4</h1><a class="author" data-hovercard-type="user">wim</a>'
        '<relative-time datetime="2024-06-01T00:00:00Z"></relative-time><div class="markdown-body">'
        "<p>Joints are <code>Send</code> now.</p><ul><li>One</li></ul></div><h3>Assets</h3>",
        f"{_REPOSITORY}/releases/tag/v2.4.0",
    )
    assert (page.title, page.byline) == ("Ferrule 2.4 · lanternworks/ferrule", "wim")
    assert (page.card["version"], page.published) == ("v2.4.0", datetime(2024, 6, 1, tzinfo=UTC))


def test_a_page_of_a_wiki_is_its_text() -> None:
    page = extract(
        '<h1 class="gh-header-title">Cold weather</h1><div id="wiki-body"><div'
        ' class="markdown-body">'
        f"<p>{'Warm the pipe, then join it. ' * 9}</p></div></div><div"
        f" class=wiki-pages-box>Pages 12</div>",
        f"{_REPOSITORY}/wiki/Cold-weather",
    )
    assert page.title == "Cold weather"
    assert "Pages 12" not in page.text


@pytest.mark.parametrize(
    "url",
    [
        "https://github.com/topics/pipes",
        "https://github.com/lanternworks",
        "https://github.com/lanternworks/ferrule/pulse",
        "https://docs.github.com/en/pipes",
        "https://notgithub.com/lanternworks/ferrule",
    ],
)
def test_other_pages_are_left_to_the_engine(url: str) -> None:
    page = extract("<title>x</title><article class=markdown-body><p>Something.</article>", url)
    assert not page.log["rule"].startswith("github")
