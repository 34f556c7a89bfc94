"""The Atom feed of a person's public posts (RFC 4287): words, pictures, and where it stands."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from xml.etree import ElementTree as ET

from flask import url_for

from devket.accounts.models import Profile, User
from devket.core.text import clip
from devket.social.models import Post
from devket.social.presenters.addresses import post_href
from devket.social.presenters.people import face_of
from devket.social.presenters.posts import photo_of
from devket.social.queries.posts import Shown

_ATOM = "http://www.w3.org/2005/Atom"
_BLANK = re.compile(r"\n\s*\n")
_TITLE = 80  # characters
# What XML 1.0 cannot hold, not even escaped.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def feed_of(
    user: User,
    profile: Profile,
    posts: Sequence[Post],
    images: Mapping[int, Shown],
    *,
    base_url: str,
    title: str,
) -> bytes:
    """Return the feed. A page that a post shares is linked to; nothing of its text is in here."""
    face = face_of(user, profile)
    own = base_url + url_for("social.atom", handle=user.handle)
    feed = ET.Element("feed", xmlns=_ATOM)
    _add(feed, "id", base_url + face.href)
    _add(feed, "title", title)
    if profile.bio:
        _add(feed, "subtitle", profile.bio)
    _add(feed, "updated", _time(max((_changed(post) for post in posts), default=user.created_at)))
    _link(feed, "self", own, "application/atom+xml")
    _link(feed, "alternate", base_url + face.href, "text/html")
    author = ET.SubElement(feed, "author")
    _add(author, "name", face.name)
    _add(author, "uri", base_url + face.href)
    if face.picture:
        _add(feed, "icon", base_url + face.picture)
    for post in posts:
        _entry(feed, post, images.get(post.id, ()), base_url=base_url, name=face.name)
    told: bytes = ET.tostring(feed, encoding="utf-8", xml_declaration=True)
    return told


def _entry(feed: ET.Element, post: Post, images: Shown, *, base_url: str, name: str) -> None:
    entry = ET.SubElement(feed, "entry")
    address = base_url + post_href(post.id)
    first_line = post.text.strip().partition("\n")[0]
    _add(entry, "id", address)
    _add(entry, "title", clip(first_line, _TITLE) or post.link_title or name)
    _add(entry, "published", _time(post.uploaded_at or post.created_at))
    _add(entry, "updated", _time(_changed(post)))
    _link(entry, "alternate", address, "text/html")
    if post.link_url:
        _link(entry, "related", post.link_url)
    words = post.text or post.link_title or ("" if images else name)
    _add(entry, "content", _content(words, images, base_url), type="html")


def _content(words: str, images: Shown, base_url: str) -> str:
    """Return words and pictures as HTML, every line of them as text and every address whole."""
    content = ET.Element("div")
    for block in filter(None, map(str.strip, _BLANK.split(words))):
        first, *others = block.splitlines()
        paragraph = ET.SubElement(content, "p")
        paragraph.text = first
        for line in others:
            ET.SubElement(paragraph, "br").tail = line
    for photo in (photo_of(*pair) for pair in images):
        if photo.src:
            told = {"src": base_url + photo.src, "alt": photo.alt}
            ET.SubElement(ET.SubElement(content, "p"), "img", told)
    return ET.tostring(content, encoding="unicode", method="html")


def _changed(post: Post) -> datetime:
    return post.edited_at or post.uploaded_at or post.created_at


def _add(parent: ET.Element, tag: str, text: str, **attributes: str) -> None:
    ET.SubElement(parent, tag, attributes).text = _UNWRITABLE.sub("", text)


def _link(parent: ET.Element, rel: str, href: str, kind: str = "") -> None:
    told = {"rel": rel, "href": _UNWRITABLE.sub("", href), **({"type": kind} if kind else {})}
    ET.SubElement(parent, "link", told)


def _time(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
