"""Forges besides GitHub: Forgejo and Gitea wherever they run, and GitLab."""

from __future__ import annotations

from datetime import UTC, datetime
from html import escape

import pytest

from devket.capture.engine import extract
from devket.capture.model import Kind
from tests.unit.capture.sites.reading import CODE, codes, held, metas, read

_FORGEJO = '<head><meta name="keywords" content="git,forge,forgejo"></head>'
_PRE = (
    f'<div class="code-block-container"><pre class="code-block"><code class="chroma'
    f' language-python display">{escape(CODE)}</code></pre></div>'
)
_COUNTS = (
    '<a class="ui label" href="/wim/ferrule/stars">1,204</a><a class="ui label"'
    ' href="/wim/ferrule/forks'
    '">88</a><div id="repo-desc"><span class="description">Joins pipes in the cold.</span></div>'
    "<a class="
    '"repo-topic" href="/x">pipes</a><div class="language-stats-details"><a class="item">Go'
    " 97.2%</a></div>"
)


@pytest.mark.parametrize(
    ("head", "host"), [("", "codeberg.org"), (_FORGEJO, "git.lantern.example")]
)
def test_a_repository_is_its_readme_with_its_facts(head: str, host: str) -> None:
    page = read(
        f'{head}<body>{_COUNTS}<table id="repo-files-table"><tr><td>src</td></tr></table><div'
        f' id="readme">'
        f'<h4>README.md</h4><div class="file-view markup markdown"><h1>ferrule</h1><p>Hi.'
        f"</p>{_PRE}</div>"
        "</div>",
        f"https://{host}/wim/ferrule",
    )
    assert page.kind is Kind.REPOSITORY
    assert page.card == {
        "owner": "wim", "name": "ferrule", "stars": "1204", "forks": "88", "language": "Go",
        "tags": "pipes",
    }  # fmt: skip
    assert codes(page) == [CODE]
    assert "src" not in page.text


def post(author: str, day: str, text: str) -> str:
    return (
        f'<div class="timeline-item comment" id="issuecomment-1"><div class="content'
        f' comment-container">'
        f'<div class="comment-header"><div class="comment-header-left"><a class="author"'
        f' href="/{author}">'
        f'{author}</a> commented <relative-time datetime="{day}T08:00:00Z">{day}</relative-time>'
        f"</div></div>"
        f'<div class="comment-body"><div class="render-content markup"><p>{text}</p></div><div'
        f" class="
        f'"raw-content hidden">{text} raw</div></div></div></div>'
    )


def test_an_issue_is_all_its_comments() -> None:
    page = read(
        f'{_FORGEJO}<body><div class="issue-title"><h1>It leaks <span class="index">#12</span>'
        f"</h1></div>"
        '<div class="issue-title-meta"><div class="ui green label issue-state-label">Open</div>'
        "</div>"
        + post("wim", "2024-03-01", "It leaks.")
        + '<div class="timeline-item event">wim added a label</div>'
        + post("noor", "2024-03-02", "Not here."),
        "https://git.lantern.example/wim/ferrule/issues/12",
    )
    assert (page.title, page.byline, page.kind) == ("It leaks", "wim", Kind.DISCUSSION)
    assert page.card["status"] == "open"
    assert page.card["number"] == "12"
    assert metas(page) == ["wim · 2024-03-01", "noor · 2024-03-02"]
    assert "raw" not in page.text


def test_a_file_is_its_code() -> None:
    rows = "".join(
        f'<tr><td class="lines-num" data-line-number="{n}"><span></span></td><td rel="L{n}" class='
        f'"lines-code chroma"><code class="code-inner">{escape(line)}\n</code></td></tr>'
        for n, line in enumerate(CODE.split("\n"), start=1)
    )
    page = read(
        f'{_FORGEJO}<body><div class="file-view code-view"><table><tbody>{rows}</tbody></table>'
        f"</div>",
        "https://git.lantern.example/wim/ferrule/src/branch/main/src/join.py",
    )
    assert page.title == "src/join.py"
    assert codes(page) == [CODE]
    assert page.code_languages == ("python",)


_GITLAB = '<head><meta property="og:site_name" content="GitLab"></head>'


def test_an_issue_of_gitlab_is_read_out_of_its_data() -> None:
    data = {"initialTitleText": "It leaks", "initialDescriptionHtml": f"<p>See:</p>{_PRE}"}
    page = read(
        f'{_GITLAB}<body><div class="detail-page-header"><span'
        f' class="issuable-status-badge">Closed</span>'
        '<time datetime="2024-03-01T08:00:00Z"></time><a class="author">Wim</a></div><div id='
        f'"js-issuable-app" data-initial="{escape(held(data))}"></div>',
        "https://lab.lantern.example/tools/pipes/ferrule/-/issues/3",
    )
    assert (page.title, page.byline, page.kind) == ("It leaks", "Wim", Kind.DISCUSSION)
    assert page.published == datetime(2024, 3, 1, 8, tzinfo=UTC)
    assert page.card == {
        "owner": "tools/pipes", "name": "ferrule", "number": "3", "status": "closed",
        "comments": "0",
    }  # fmt: skip
    assert codes(page) == [CODE]


def test_a_merge_request_as_shown_has_its_notes() -> None:
    page = read(
        f'{_GITLAB}<body><h1 data-testid="title-content">Seal it</h1><div'
        f' class="detail-page-description">'
        '<div class="description"><div class="md"><p>It leaked.</p></div></div></div><ul><li'
        ' class="note '
        'system-note"><div class="note-text">added 1 commit</div></li><li class="note"><span class='
        '"note-header-author-name">Noor</span><time datetime="2024-03-02T08:00:00Z"></time><div'
        " class="
        '"note-text md"><p>Why?</p></div></li></ul>',
        "https://gitlab.com/tools/ferrule/-/merge_requests/4",
    )
    assert page.title == "Seal it"
    assert metas(page)[-1] == "Noor · 2024-03-02"
    assert "1 commit" not in page.text


def test_a_project_of_gitlab_without_its_readme_is_kept_with_its_card() -> None:
    page = read(
        f'{_GITLAB}<meta property="og:description" content="Joins pipes."><body><div class='
        '"project-home-panel"><h1 class="home-panel-title">Ferrule</h1><span'
        ' class="star-count">31</span>'
        "</div>",
        "https://gitlab.com/tools/ferrule",
    )
    assert page.kind is Kind.REPOSITORY
    assert page.card == {"owner": "tools", "name": "ferrule", "stars": "31"}
    assert page.text == "Joins pipes."


@pytest.mark.parametrize("path", ["", "wim", "wim/ferrule/settings", "explore/repos"])
def test_other_pages_are_left_to_the_engine(path: str) -> None:
    page = extract(f"{_FORGEJO}<body><p>Text.", f"https://codeberg.org/{path}")
    assert page.log["rule"] == ""
