"""The class, id and role words that speak for or against an element being the article."""

from __future__ import annotations

import re
from functools import lru_cache

from turbohtml import Element

_AGAINST = re.compile(
    r"(?:^|[\s_-])(?:ad|ads|advert\w*|adsense|agegate|banner|breadcrumbs?|combx|comments?"
    r"|commentlist|community"
    r"|consent|cookies?|copyright|cover-wrap|disqus|extra|flyout|foot|footer|gdpr|header|legends"
    r"|mailing|masthead|menu|modal"
    r"|nav|navbar|navigation|newsletter|outbrain|overlay|pager|pagination|paywall|pay[-_]wrap|popup"
    r"|popover|consumer-marketing[\w-]*"
    r"|prev-next|prevnext"
    r"|promo\w*|rail|recommend\w*|related|relatedposts|remark|replies|responses|rss|search"
    r"|shar(?:e|ing|edaddy)|shoutbox|sidebar"
    r"|side-?bar|skip|skip-link|skyscraper|social|sponsor\w*|subscribe|subscription|supplemental"
    r"|taboola|teasers?"
    r"|toc|table-of-contents|on-this-page|edit-this-page|toolbar|tool-?tip|trending|widget"
    r"|yom-remote"
    r"|author[-_]?(?:box|bio|card|dropdown|info|description|profile)|bio"
    r"|signup|sign-up|login|cta|feedback|rating|reactions?|upvote|vote"
    r"|page-nav"
    r"|version-(?:picker|switcher)|site-(?:header|footer|nav)|post-nav\w*|back-to-top|jump-to)(?=$"
    r"|[\s_-])",
    re.IGNORECASE,
)
_FOR = re.compile(
    r"(?:^|[\s_-])(?:article|articlebody|article-body|blog-post|body|column|content|contents|entry"
    r"|hentry|main|markdown"
    r"|markdown-body|page-content|post|post-body|post-content|prose|rich-?text|shadow|story|text"
    r"|readme|documentation"
    r"|docs?|document|answer|question|cooked|theme-doc)(?=$|[\s_-])",
    re.IGNORECASE,
)
_BESIDE = re.compile(
    r"comment|disqus|respon[sd]|repl(?:y|ies)|related|recommend|footer|masthead|nav|menu|modal|popup"
    r"|newsletter|subscri|promo|sponsor|adver|teaser|trending|consent|cookie|login|sign-?up|share|hidden",
    re.IGNORECASE,
)
# What hangs on an article says so in compounds: `post-meta`, `article-copyright`, `entry-footer`.
_APPENDAGE = re.compile(
    r"(?:^|\s)(?:article|post|entry|content|blog|page|story|main|doc)[-_](?:meta|info(?:-box)?"
    r"|foot(?:er)?|nav\w*|share\w*"
    r"|sharing|social|tags?|copyright|related|comments?|author|bio|sidebar|toc|actions?|tools?|bar"
    r"|pagination"
    r"|breadcrumbs?|likes?|stats|count|bottom-nav|prev|next)(?=$|[\s_-])",
    re.IGNORECASE,
)
_NEGATED = re.compile(r"\b(?:has|with|no|without|is|hide|show)-[\w-]+", re.IGNORECASE)
# `related-content` is not content of the article, whatever its second word says.
_ELSEWHERE = re.compile(
    r"(?:^|[\s_-])(?:related|recommended|recommendations?|sidebar|footer|newsletter|promo|social"
    r"|sponsored|trending|popup|modal|cookie|advert)[-_](?:content|body|text|main|articles?|posts?"
    r"|stor(?:y|ies)|column|entr(?:y|ies)|documents?)s?(?=$|[\s_-])",
    re.IGNORECASE,
)
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z][a-z])")
_FOOTNOTES = re.compile(r"footnote", re.IGNORECASE)
_PART = re.compile(
    r"(?:^|[\s_-])(?:sub)?(?:section|sect\d?|refsect\d?|chapter|level\d?|node|topic)"
)
_NOT_LETTERS = re.compile(r"[\W_]+")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_AGAINST_ROLES_WORDS = (
    "menu menubar navigation dialog alertdialog complementary alert banner contentinfo search"
    " toolbar tooltip"
)
AGAINST_ROLES = frozenset(_AGAINST_ROLES_WORDS.split())
_END_MATTER = re.compile(
    r"(?:related(?: (?:posts?|articles?|stories|content|reading|links))?|(?:you (?:may"
    r"|might) also (?:like|enjoy))"
    r"|more (?:from|like this|posts|articles|stories|in)\b.*|read (?:next|more|also)"
    r"|recommended(?: (?:for you|reading|posts))?"
    r"|further reading on this site|share(?: (?:this|on|with)\b.*)?|subscribe\b.*|sign up\b.*"
    r"|join (?:our|the) newsletter\b.*"
    r"|leave a (?:comment|reply)|(?:\d+ |top |all )?(?:comments?|responses?|replies)(?: \(\d+\))?"
    r"|post(?:s)? navigation"
    r"|about the authors?|not the answer you.re looking for.*|written by\b.*"
    r"|tags?|categories|filed under|popular posts|latest posts"
    r"|recent posts|what to read next"
    r"|.{0,40}카테고리의 다른 ?글"
    r"|관련 ?(?:글|포스트|기사)|댓글(?: ?\d+개?)?|공유하기|추천 ?글|이전 ?글|다음 ?글"
    r"|(?:was|is) this (?:\w+ )?helpful\?.*|did this \w+ help.*"
    r"|태그"
    r"|関連記事|コメント|シェア|おすすめ記事|この記事をシェア|相关(?:文章|阅读)|评论"
    r"|分享)\s*[:：]?",
    re.IGNORECASE,
)


def _parted(words: str) -> str:
    """Part `relatedContent` into its words, and drop what `no-sidebar` says there is not."""
    return _NEGATED.sub("", _HUMP.sub("-", words))


@lru_cache(maxsize=4096)
def leaning(words: str) -> int:
    """Return -1, 0 or 1: do class and id words speak against, not at all, or for the article?"""
    if not words.strip():
        return 0
    words = _parted(words)
    if _ELSEWHERE.search(words):
        return -1
    against = bool(_AGAINST.search(words) or _APPENDAGE.search(words)) and not _FOOTNOTES.search(
        words
    )
    return bool(_FOR.search(words)) - against


@lru_cache(maxsize=4096)
def is_unlikely(words: str) -> bool:
    """Tell whether words speak against the article with none for it."""
    words = _parted(words)
    if _APPENDAGE.search(words) or _ELSEWHERE.search(words):
        return True
    return bool(_AGAINST.search(words)) and not _FOR.search(words) and not _FOOTNOTES.search(words)


@lru_cache(maxsize=4096)
def is_beside(words: str) -> bool:
    """Tell whether words name what stands beside an article even when it holds code."""
    return bool(_BESIDE.search(words))


def words_of(element: Element) -> str:
    """Return class and id as one text; ids that are mere slugs of headings are left out."""
    if element.tag == "section":
        return element.attr("class") or ""
    if element.tag in _HEADINGS:
        # A heading may well be called a header: `section-header`.
        return (element.attr("class") or "").replace("header", "")
    name = element.attr("id") or ""
    if name and _is_slug(element, name):
        name = ""
    return f"{element.attr('class') or ''} {name}"


def _is_slug(element: Element, name: str) -> bool:
    """Tell whether an id is only the heading of its element, written as a name."""
    if not _AGAINST.search(name) or element.tag not in ("div", "dl", "dt", "dd"):
        return False
    heading = element.find(list(_HEADINGS))
    if heading is None or is_end_matter(heading.text):
        return False
    letters = _NOT_LETTERS.sub("", name.removeprefix("s-").lower())
    is_part = len(letters) > 12 or bool(_PART.search(element.attr("class") or ""))
    return is_part and letters in _NOT_LETTERS.sub("", heading.text.lower())


def is_end_matter(text: str) -> bool:
    """Tell whether a heading opens what follows an article: related posts, comments, sharing."""
    return len(text) < 140 and bool(_END_MATTER.fullmatch(text.strip()))
