"""Forges besides GitHub: Gitea and Forgejo (Codeberg), GitLab. README, thread, file, card."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from turbohtml import Document, Element

from devket.capture.about.dates import read_date
from devket.capture.embedded.find import json_of, text_at
from devket.capture.model import Kind
from devket.capture.posts import Post, thread
from devket.capture.sites.build import article_of, code, markup, or_summary
from devket.capture.sites.facts import digits, first_text, known, meta
from devket.capture.told import Told
from devket.core.text import one_line

_MOST_POSTS = 500
_MOST_LINES = 200_000
_NUMBER = re.compile(r"\s*[#!]\d{1,8}\s*$")
_THREADS = frozenset({"issues", "pulls", "merge_requests", "work_items", "incidents"})


def _parts(url: str) -> list[str]:
    return [unquote(part) for part in urlsplit(url).path.split("/") if part]


def read_gitea(document: Document, url: str) -> Told | None:
    """Read a page of Gitea or Forgejo; None for lists, profiles and settings."""
    parts = _parts(url)
    if len(parts) < 2:
        return None
    if len(parts) > 3 and parts[2] in _THREADS and parts[3].isdigit():
        return _gitea_thread(document, parts)
    if len(parts) > 4 and parts[2] == "src":
        return _gitea_file(document, parts) or _gitea_project(document, parts)
    return _gitea_project(document, parts) if len(parts) == 2 or parts[2] == "src" else None


def _gitea_project(document: Document, parts: list[str]) -> Told | None:
    readme = document.select_one("#readme .markup, .file-view.markup, .file-view .markup")
    card = {
        "owner": parts[0],
        "name": parts[1],
        "stars": digits(first_text(document, "a[href$='/stars']")),
        "forks": digits(first_text(document, "a[href$='/forks']")),
        "language": first_text(document, ".language-stats-details .item").split(" ")[0],
        "license": first_text(document, ".flex-text-block[href*=LICENSE], a[href*='/LICENSE']"),
        "tags": ", ".join(one_line(t.text) for t in document.select("a.repo-topic")[:20]),
    }
    if readme is None and not card["stars"]:
        return None
    about = first_text(document, "#repo-desc .description, .repo-description .description")
    about = about or meta(document, "og:description", "description")
    return Told(
        "gitea.repository",
        or_summary(document, readme, about),
        title=parts[1],
        byline=parts[0],
        description=about,
        kind=Kind.REPOSITORY,
        card=known(card),
    )


def _gitea_thread(document: Document, parts: list[str]) -> Told | None:
    boxes = document.select(".timeline-item.comment, .comment-list .comment")[:_MOST_POSTS]
    posts = [post for box in boxes if (post := _gitea_post(box)) is not None]
    if not posts:
        return None
    state = first_text(document, ".issue-state-label, .issue-title-meta .label").lower()
    tags = [one_line(tag.text) for tag in document.select(".issue-content-right .labels a")[:20]]
    card = {
        "owner": parts[0],
        "name": parts[1],
        "number": parts[3],
        "status": state,
        "comments": str(len(posts) - 1),
        "tags": ", ".join(tags),
    }
    return Told(
        "gitea.thread",
        thread(posts),
        title=_NUMBER.sub("", first_text(document, "#issue-title-display h1, .issue-title h1")),
        byline=posts[0].author,
        published=posts[0].at,
        kind=Kind.DISCUSSION,
        card=known(card),
    )


def _gitea_post(box: Element) -> Post | None:
    body = box.select_one(".render-content, .comment-body .markup")
    if body is None or not body.text.strip():
        return None
    moment = box.select_one(".comment-header relative-time, .comment-header time, relative-time")
    stamp = (moment.attr("datetime") or "") if moment is not None else ""
    author = first_text(box, ".comment-header .author, .comment-header-left a[href]:not(.avatar)")
    return Post(author, read_date(stamp), [body])


def _gitea_file(document: Document, parts: list[str]) -> Told | None:
    lines = document.select(".file-view .lines-code .code-inner")[:_MOST_LINES]
    name = "/".join(parts[5:]) or parts[-1]
    card = {"owner": parts[0], "name": parts[1]}
    if lines:
        text = "\n".join(line.text.removesuffix("\n") for line in lines)
        article = article_of(code(text, file=name))
        return Told("gitea.file", article, title=name, byline=parts[0], card=card)
    rich = document.select_one(".file-view.markup, .file-view .markup")
    is_folder = document.select_one("#repo-files-table") is not None
    if rich is None or is_folder:
        return None
    heading = rich.find(["h1", "h2"])
    title = one_line(heading.text) if heading is not None else name
    return Told("gitea.file", rich, title=title, byline=parts[0], card=card)


def read_gitlab(document: Document, url: str) -> Told | None:
    """Read a page of GitLab as far as it is there before scripts run; else its card alone."""
    path, _, rest = urlsplit(url).path.strip("/").partition("/-/")
    owner, _, name = unquote(path).rpartition("/")
    parts = rest.split("/")
    if not owner or not name:
        return None
    card = {"owner": owner, "name": name}
    if len(parts) > 1 and parts[0] in _THREADS and parts[1].isdigit():
        return _gitlab_thread(document, {**card, "number": parts[1]})
    return _gitlab_project(document, card) if not rest or parts[0] == "tree" else None


def _gitlab_thread(document: Document, card: dict[str, str]) -> Told | None:
    house = document.select_one("#js-issuable-app[data-initial]")
    data = json_of(house.attr("data-initial") or "") if house is not None else None
    told = text_at(data, "initialDescriptionHtml")
    shown = document.select_one(".detail-page-description .md, .description .md, .work-item .md")
    body = markup(told) if told.strip() else shown
    title = text_at(data, "initialTitleText") or first_text(
        document, "[data-testid=title-content], [data-testid=work-item-title], h1.title"
    )
    if body is None or not title:
        return None
    moment = document.select_one(".detail-page-header time, .issuable-meta time, time.js-timeago")
    author = first_text(document, ".detail-page-header .author, .issuable-meta .author, .author")
    stamp = (moment.attr("datetime") or "") if moment is not None else ""
    posts = [Post(author, read_date(stamp), [body]), *_gitlab_notes(document)]
    status = first_text(document, ".issuable-status-badge, .status-box, .gl-badge-content")
    facts = {**card, "status": status.lower(), "comments": str(len(posts) - 1)}
    return Told(
        "gitlab.thread",
        thread(posts),
        title=title,
        byline=author,
        published=posts[0].at,
        kind=Kind.DISCUSSION,
        card=known(facts),
    )


def _gitlab_notes(document: Document) -> list[Post]:
    """Return the comments, which are in a page only once its scripts have run."""
    posts: list[Post] = []
    for note in document.select(".note:not(.system-note)")[:_MOST_POSTS]:
        body = note.select_one(".note-text, .note-body .md")
        moment = note.select_one("time")
        stamp = (moment.attr("datetime") or "") if moment is not None else ""
        if body is not None:
            author = first_text(note, ".note-header-author-name, .author-name-link, .author")
            posts.append(Post(author, read_date(stamp), [body]))
    return posts


def _gitlab_project(document: Document, card: dict[str, str]) -> Told | None:
    if document.select_one(".project-home-panel, .home-panel-title, #js-tree-list") is None:
        return None
    readme = document.select_one(".readme-holder .md, .file-content.md, .blob-viewer .md")
    about = meta(document, "og:description", "description")
    facts = {
        **card,
        "stars": digits(first_text(document, ".star-count, [data-testid=star-count]")),
        "forks": digits(first_text(document, ".fork-count, [data-testid=forks-count]")),
    }
    return Told(
        "gitlab.repository",
        or_summary(document, readme, about),
        title=card["name"],
        byline=card["owner"],
        description=about,
        kind=Kind.REPOSITORY,
        card=known(facts),
    )
